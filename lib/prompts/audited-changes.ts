import { type Change, changesBetween } from './changes'
import type { PromptContent } from './content'

type Between = { before: PromptContent | null; after: PromptContent | null }

/**
 * Changes in the words of the audit log, which is for ever: a customer whom a rule names can be erased, so it says how many
 * are named. The history of the prompt has the IDs.
 */
export function auditedChanges(changes: Change[], { before, after }: Between): Change[] {
  const counted = new Map(changesBetween(countOnly(before), countOnly(after)).map((change) => [change.path, change]))
  return changes.map((change) => counted.get(change.path) ?? { ...change, before: sameCount, after: sameCount })
}

const sameCount = 'As many customers as before, not the same ones'

const countWords = (count: number) => (count === 1 ? 'one ID' : `one of ${count} IDs`)

function countOnly(content: PromptContent | null): PromptContent | null {
  if (!content) return null
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
