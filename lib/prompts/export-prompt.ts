import { z } from 'zod'
import { insertList, listMembers } from '@/db/queries/prompts'
import { Refused } from '../errors'
import { refusedFields } from '../invalid'
import { promptCommand, promptQuery } from './at-place'
import { type CustomerList, PromptContent } from './content'
import { contentSchemaNumber } from './content-schema'
import { effectiveOf } from './effective'
import { levelsAt } from './stored'
import { savedByNewer } from './stored-content'
import { listIdsMax } from './upload-list'

const format = 'pushdesk-prompt'

const Exported = z.object({
  format: z.literal(format, { error: 'This file isn’t a prompt exported from Pushdesk.' }),
  schema: z.literal(contentSchemaNumber, {
    error: `This is from another version of Pushdesk. This version reads schema ${contentSchemaNumber} only.`,
  }),
  content: PromptContent,
  /** Members of the customer lists, by the list's id in the content. */
  lists: z.record(z.string(), z.array(z.string().min(1).max(200)).max(listIdsMax)).default({}),
})

/** The published shape of a file, for who writes one by hand. */
export const exportSchema = () => z.toJSONSchema(Exported, { io: 'input', unrepresentable: 'any' })

/** All that applies at a place, customer lists included, as a file that import reads. */
export const exportPrompt = promptQuery('prompt.read', {}, async ({ db, place }) => {
  const effective = effectiveOf(await levelsAt(db, place))
  const { content } = effective
  if (!effective.isReadable) throw savedByNewer('This prompt')
  const ids = content.lists.map(({ id }) => id)
  const members = ids.length ? await listMembers(db, { ids }) : []
  return {
    format,
    schema: contentSchemaNumber,
    content,
    lists: Object.fromEntries(members.map(({ id, customerIds }) => [id, customerIds])),
  }
})

/** Reads a file into something to stage and review: its lists become this place's own. Nothing else is saved. */
export const readImport = promptCommand(
  'prompt.publish',
  { text: z.string().min(1, 'The file is empty.').max(10_000_000, 'The file is larger than 10 MB.') },
  async ({ db, place, input }) => {
    const { content, lists } = exportedIn(input.text)
    const renamed = new Map<string, CustomerList>()
    for (const list of content.lists) {
      // Each counts once, as in a list that is uploaded.
      const customerIds = [...new Set(lists[list.id])]
      if (customerIds.length === 0) throw withoutMembers(list)
      const kept = await insertList(db, {
        companyId: place.companyId,
        name: list.name,
        customerIds,
        size: customerIds.length,
      })
      renamed.set(list.id, kept)
    }
    return {
      result: { content: withLists(content, renamed) },
      audit: {
        action: 'prompt.read_import',
        subject: { kind: 'prompt_lists', name: `${place.scopeKind} · ${place.environmentName}` },
        after: { lists: [...renamed.values()].map(({ name, size }) => ({ name, size })) },
      },
    }
  },
)

function exportedIn(text: string) {
  const json = jsonIn(text)
  const parsed = Exported.safeParse(json)
  if (!parsed.success)
    throw new Refused(
      'invalid',
      parsed.error.issues[0]?.message ?? 'This file can’t be read.',
      refusedFields(parsed.error),
    )
  // What would be left out silently is most likely a slip in a file written by hand.
  const unknown = unknownFields({ content: contentOf(json) }, { content: parsed.data.content })
  if (unknown.length === 0) return parsed.data
  throw new Refused(
    'invalid',
    `Unknown field “${unknown[0]}”.`,
    Object.fromEntries(unknown.map((path) => [path, ['Unknown field.']])),
  )
}

const contentOf = (json: unknown) =>
  typeof json === 'object' && json !== null && 'content' in json ? json.content : {}

function unknownFields(given: unknown, read: unknown, path = ''): string[] {
  if (typeof given !== 'object' || given === null || typeof read !== 'object' || read === null) return []
  const known = new Map(Object.entries(read))
  return Object.entries(given).flatMap(([key, value]) =>
    known.has(key) ? unknownFields(value, known.get(key), `${path}${key}.`) : [`${path}${key}`],
  )
}

const withoutMembers = ({ id, name }: CustomerList) =>
  new Refused('invalid', `The list “${name}” has no members in this file.`, {
    [`lists.${id}`]: ['This list has no members.'],
  })

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new Refused('invalid', 'This file isn’t valid JSON.', { text: [error.message] })
  }
}

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
