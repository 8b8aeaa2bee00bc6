import { z } from 'zod'
import { pageOfRevisions } from '@/db/queries/prompt-revisions'
import { findConfiguration } from '@/db/queries/prompts'
import { promptQuery } from './at-place'
import { changesBetween } from './changes'
import { offContent, type PromptContent } from './content'
import { boundariesOf } from './schedule'
import { contentIn, contentOfRevision } from './stored'

const pageSize = 30

/** The history, newest first, each with what it changed; and what the schedule will do next. */
export const listRevisions = promptQuery(
  'prompt.read',
  { before: z.int().min(1).optional() },
  async ({ db, place, input }) => {
    const configuration = await findConfiguration(db, place)
    if (!configuration) return { revisions: [], upcoming: [], hasMore: false }
    const rows = await pageOfRevisions(db, {
      configurationId: configuration.id,
      before: input.before,
      limit: pageSize + 1,
    })
    const hasMore = rows.length > pageSize
    const revisions = rows.slice(0, pageSize).map((row, index) => {
      const older = rows[index + 1]
      const content = readable(row.content)
      return {
        number: row.number,
        kind: row.kind,
        authorName: row.authorName,
        approvedByName: row.approvedByName,
        comment: row.comment,
        restoredFrom: row.restoredFrom,
        createdAt: row.createdAt.toISOString(),
        content,
        changes: row.kind === 'schedule' ? [] : told(readable(older?.content), content),
      }
    })
    const content = readable(configuration.content)
    const now = new Date().toISOString()
    const upcoming = content?.isOn ? boundariesOf(content.schedule).filter(({ at }) => at > now) : []
    return { revisions, upcoming, hasMore }
  },
)

export type History = Awaited<ReturnType<typeof listRevisions>>
export type ShownRevision = History['revisions'][number]

/** What two revisions differ in, whichever is older. */
export const compareRevisions = promptQuery(
  'prompt.read',
  { from: z.int().min(0), to: z.int().min(0) },
  async ({ db, place, input }) => {
    const configuration = await findConfiguration(db, place)
    const at = (number: number) => contentOfRevision(db, { configurationId: configuration?.id, number })
    const [before, after] = await Promise.all([at(input.from), at(input.to)])
    return { changes: changesBetween(before, after), before, after }
  },
)

/** What begins to be set is told against the careful default: every part of it would be noise. */
function told(before: PromptContent | null, after: PromptContent | null) {
  if ((before === null) === (after === null)) return changesBetween(before, after)
  const origin = changesBetween(before, after).filter(({ path }) => path === 'inherits')
  return after ? [...origin, ...changesBetween(offContent, after)] : origin
}

/** One written by a release with another schema is shown without its content. */
const readable = (content: unknown): PromptContent | null => {
  try {
    return contentIn(content)
  } catch {
    return null
  }
}
