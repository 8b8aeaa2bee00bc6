import type { PromptContent } from '@/lib/prompts/content/content'
import { changesFrom } from './changes'

/**
 * Describes a difference for the audit log: the values before and after. The log is permanent and a customer named by a
 * rule can be erased, so it only says how many are named. The prompt's history has the IDs.
 */
export function auditedChanges(
  before: PromptContent | null,
  after: PromptContent | null,
  { inherited }: { inherited: PromptContent },
) {
  const counted = changesFrom(countOnly(before), countOnly(after), { inherited: countOnly(inherited) })
  const countedAt = new Map(counted.map((change) => [change.path, change]))
  const changes = changesFrom(before, after, { inherited }).map(
    (change) => countedAt.get(change.path) ?? { ...change, before: sameCount, after: sameCount },
  )
  return {
    was: changes.map(({ label, before }) => ({ label, was: before ?? null })),
    is: changes.map(({ label, after }) => ({ label, is: after ?? null })),
  }
}

const sameCount = 'Same number of customers, but not the same ones'

const countWords = (count: number) => (count === 1 ? 'one ID' : `one of ${count} IDs`)

function countOnly<Content extends PromptContent | null>(content: Content): Content {
  if (content === null) return content
  const rules = content.rules.map((rule) => ({
    ...rule,
    conditions: rule.conditions.map((condition) =>
      condition.attribute === 'customer' && condition.values.length > 0
        ? { ...condition, values: [countWords(condition.values.length)] }
        : condition,
    ),
  }))
  return { ...content, rules }
}
