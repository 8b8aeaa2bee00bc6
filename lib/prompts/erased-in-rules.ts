import type { Db } from '@/db/client'
import { erased } from '@/db/erased'
import { contentsNaming, rewriteContent } from '@/db/queries/prompts/prompt-contents'
import { isDictionary } from '@/lib/apns/push/push-types'

/** Removes the customer from all rules of the environment's company, current and past. Returns whether any changed. */
export async function eraseInRules(db: Db, { environmentId, names }: { environmentId: string; names: string[] }) {
  let isAnyChanged = false
  for (const stored of await contentsNaming(db, { environmentId, names })) {
    const content = withoutCustomer(stored.content, new Set(names))
    if (JSON.stringify(content) === JSON.stringify(stored.content)) continue
    await rewriteContent(db, { ...stored, content })
    isAnyChanged = true
  }
  return isAnyChanged
}

/** Only conditions on whole customer IDs can name a customer. Other stored content isn't even parsed. */
function withoutCustomer(content: unknown, names: ReadonlySet<string>): unknown {
  if (!isDictionary(content) || !Array.isArray(content.rules)) return content
  return { ...content, rules: content.rules.map((rule) => inRule(rule, names)) }
}

function inRule(rule: unknown, names: ReadonlySet<string>): unknown {
  if (!isDictionary(rule) || !Array.isArray(rule.conditions)) return rule
  return { ...rule, conditions: rule.conditions.map((condition) => inCondition(condition, names)) }
}

function inCondition(condition: unknown, names: ReadonlySet<string>): unknown {
  if (!isDictionary(condition) || condition.attribute !== 'customer' || !Array.isArray(condition.values))
    return condition
  if (condition.operator !== 'in' && condition.operator !== 'notIn') return condition
  const values = condition.values.filter((value) => !names.has(value))
  if (values.length === condition.values.length) return condition
  // A rule that named no one else now names a customer who doesn't exist.
  return { ...condition, values: values.length > 0 ? values : [erased] }
}
