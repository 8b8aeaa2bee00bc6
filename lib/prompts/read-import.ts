import { z } from 'zod'
import type { Db } from '@/db/client'
import { findConfiguration, insertList, listMembers, type PromptPlace, usableLists } from '@/db/queries/prompts/prompts'
import { Refused } from '@/lib/errors'
import type { CustomerList, PromptContent } from './content/content'
import { contentIn } from './content/stored-content'
import { promptCommand } from './levels/at-place'
import { fileIn } from './prompt-file'

/**
 * Reads a file into content to stage and review. Its lists become this level's own. A list that the level already has,
 * with the same name and members, is reused. Saves nothing else.
 */
export const readImport = promptCommand(
  'prompt.publish',
  { text: z.string().min(1, 'The file is empty.').max(10_000_000, 'The file is larger than 10 MB.') },
  async ({ db, place, input }) => {
    const { content, lists } = fileIn(input.text)
    const known = content.lists.length ? await knownLists(db, { place, content }) : []
    const renamed = new Map<string, CustomerList>()
    const made: CustomerList[] = []
    for (const list of content.lists) {
      // Each customer counts once, as in an uploaded list.
      const customerIds = [...new Set(lists[list.id])]
      if (customerIds.length === 0) throw withoutMembers(list)
      const taken = new Set([...renamed.values()].map(({ id }) => id))
      const same = known.find((one) => !taken.has(one.id) && one.name === list.name && hasExactly(one, customerIds))
      if (same) renamed.set(list.id, { id: same.id, name: same.name, size: same.size })
      else {
        const { companyId } = place
        const kept = await insertList(db, { companyId, name: list.name, customerIds, size: customerIds.length })
        made.push(kept)
        renamed.set(list.id, kept)
      }
    }
    return {
      result: { content: withLists(content, renamed) },
      audit: {
        action: 'prompt.read_import',
        subject: { kind: 'prompt_lists', name: `${place.scopeKind} · ${place.environmentName}` },
        after: { lists: made.map(({ name, size }) => ({ name, size })) },
      },
    }
  },
)

type Known = CustomerList & { customerIds: ReadonlySet<string> }

/** The lists that the level may use: first those of its current configuration, then those that the file names. */
async function knownLists(
  db: Db,
  { place, content }: { place: PromptPlace; content: PromptContent },
): Promise<Known[]> {
  const configuration = await findConfiguration(db, place)
  const named = [...(contentIn(configuration?.content)?.lists ?? []), ...content.lists]
  const ids = [...new Set(named.map(({ id }) => id))]
  const usable = new Map((await usableLists(db, { ids, companyId: place.companyId })).map((list) => [list.id, list]))
  const members = new Map((await listMembers(db, { ids: [...usable.keys()] })).map((list) => [list.id, list]))
  return ids.flatMap((id) => {
    const [list, of] = [usable.get(id), members.get(id)]
    return list && of ? [{ ...list, customerIds: new Set(of.customerIds) }] : []
  })
}

const hasExactly = ({ customerIds }: Known, wanted: string[]) =>
  customerIds.size === wanted.length && wanted.every((id) => customerIds.has(id))

const withoutMembers = ({ id, name }: CustomerList) =>
  new Refused('invalid', `The list “${name}” has no members in this file.`, {
    [`lists.${id}`]: ['This list has no members.'],
  })

function withLists(content: PromptContent, renamed: Map<string, CustomerList>): PromptContent {
  return {
    ...content,
    lists: content.lists.map((list) => renamed.get(list.id) ?? list),
    rules: content.rules.map((rule) => ({
      ...rule,
      conditions: rule.conditions.map((condition) =>
        condition.attribute === 'customer' && condition.listId
          ? { ...condition, listId: renamed.get(condition.listId)?.id ?? condition.listId }
          : condition,
      ),
    })),
  }
}
