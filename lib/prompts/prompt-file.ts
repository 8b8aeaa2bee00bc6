import { z } from 'zod'
import type { Db } from '@/db/client'
import { listMembers } from '@/db/queries/prompts/prompts'
import { Refused } from '@/lib/errors'
import { refusedFields } from '@/lib/invalid'
import { PromptContent } from './content/content'
import { contentSchemaNumber } from './content/content-schema'
import { listIdsMax } from './lists/upload-list'

const format = 'pushdesk-prompt'

/** A whole prompt with its customer lists: what export writes and import reads. */
export const PromptFile = z.object({
  format: z.literal(format, { error: 'This file isn’t a prompt exported from Pushdesk.' }),
  schema: z.literal(contentSchemaNumber, {
    error: `This is from another version of Pushdesk. This version reads schema ${contentSchemaNumber} only.`,
  }),
  content: PromptContent,
  /** Members of the customer lists, by the list's ID in the content. */
  lists: z.record(z.string(), z.array(z.string().min(1).max(200)).max(listIdsMax)).default({}),
})
export type PromptFile = z.output<typeof PromptFile>

/** The published schema of a prompt file, for people who write one by hand. */
export const exportSchema = () => z.toJSONSchema(PromptFile, { io: 'input', unrepresentable: 'any' })

/** Builds files from contents, with the members of their lists. */
export async function filesOf<Contents extends Record<string, PromptContent | null>>(db: Db, contents: Contents) {
  const ids = [...new Set(Object.values(contents).flatMap((content) => content?.lists.map(({ id }) => id) ?? []))]
  const members = new Map(
    ids.length ? (await listMembers(db, { ids })).map(({ id, customerIds }) => [id, customerIds]) : [],
  )
  const files = Object.entries(contents).map(([name, content]) => [name, content && fileOf(content, members)])
  return Object.fromEntries(files) as { [Name in keyof Contents]: Extract<Contents[Name], null> | PromptFile } // one for each
}

function fileOf(content: PromptContent, members: Map<string, string[]>): PromptFile {
  const own = content.lists.flatMap(({ id }) => {
    const customerIds = members.get(id)
    return customerIds ? [[id, customerIds]] : []
  })
  return { format, schema: contentSchemaNumber, content, lists: Object.fromEntries(own) }
}

/** Parses the text of a file. Throws with each fault by its path. */
export function fileIn(text: string): PromptFile {
  const json = jsonIn(text)
  const parsed = PromptFile.safeParse(json)
  if (!parsed.success)
    throw new Refused(
      'invalid',
      parsed.error.issues[0]?.message ?? 'This file can’t be read.',
      refusedFields(parsed.error),
    )
  // An unknown field is most likely a slip in a file written by hand, and would otherwise be dropped silently.
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

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new Refused('invalid', 'This file isn’t valid JSON.', { text: [error.message] })
  }
}
