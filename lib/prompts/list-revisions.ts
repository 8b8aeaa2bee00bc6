import { z } from 'zod'
import type { Db } from '@/db/client'
import { authorsOfRevisions, pageOfRevisions, revisionsByNumber } from '@/db/queries/prompt-revisions'
import { findConfiguration } from '@/db/queries/prompts'
import { revisionKinds } from '@/db/schema/prompts'
import { toCsv } from '../csv'
import { cutAt } from '../cut'
import { promptQuery } from './at-place'
import { changesBetween } from './changes'
import { offContent, type PromptContent } from './content'
import { boundariesOf } from './schedule'
import { contentOfRevision } from './stored'
import { contentIn, readContent } from './stored-content'

const pageSize = 30
/** Of one configuration in one file. */
const exportMax = 5_000

const filters = {
  authorName: z.string().max(200).optional(),
  kind: z.enum(revisionKinds).optional(),
}

/** The history, newest first, each with what it changed; and what the schedule will do next. */
export const listRevisions = promptQuery(
  'prompt.read',
  { ...filters, before: z.int().min(1).optional() },
  async ({ db, place, input }) => {
    const configuration = await findConfiguration(db, place)
    if (!configuration) return { revisions: [], upcoming: [], authors: [], hasMore: false }
    const { id: configurationId } = configuration
    const [rows, authors] = await Promise.all([
      pageOfRevisions(db, { ...input, configurationId, limit: pageSize + 1 }),
      authorsOfRevisions(db, { configurationId }),
    ])
    const hasMore = rows.length > pageSize
    const revisions = await toldRevisions(db, { configurationId, rows: rows.slice(0, pageSize) })
    const content = contentIn(configuration.content)
    const now = new Date().toISOString()
    const upcoming = content?.isOn ? boundariesOf(content.schedule).filter(({ at }) => at > now) : []
    return { revisions, upcoming, authors, hasMore }
  },
)

/** The whole history, or what the filters leave of it, to take out: as JSON with every setting, or as a table of changes. */
export const exportRevisions = promptQuery('prompt.read', filters, async ({ db, place, input }) => {
  const configuration = await findConfiguration(db, place)
  if (!configuration) return { revisions: [], csv: csvOf([]), isCut: false }
  const { id: configurationId } = configuration
  const found = await pageOfRevisions(db, { ...input, configurationId, limit: exportMax + 1 })
  const { shown: rows, isCut } = cutAt(found, exportMax)
  const revisions = await toldRevisions(db, { configurationId, rows })
  return { revisions, csv: csvOf(revisions), isCut }
})

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

type Row = Awaited<ReturnType<typeof pageOfRevisions>>[number]

async function toldRevisions(db: Db, { configurationId, rows }: { configurationId: string; rows: Row[] }) {
  const present = new Map(rows.map((row) => [row.number, row]))
  const missing = rows.map(({ number }) => number - 1).filter((number) => number > 0 && !present.has(number))
  const older = missing.length ? await revisionsByNumber(db, { configurationId, numbers: missing }) : []
  for (const row of older) present.set(row.number, row)
  return rows.map((row) => {
    const { content, isReadable } = readContent(row.content)
    const before = readContent(present.get(row.number - 1)?.content)
    const isTold = row.kind !== 'schedule' && isReadable && before.isReadable
    return {
      number: row.number,
      // A kind that only a newer version knows is a save all the same.
      kind: revisionKinds.find((kind) => kind === row.kind) ?? 'save',
      authorName: row.authorName,
      approvedByName: row.approvedByName,
      comment: row.comment,
      restoredFrom: row.restoredFrom,
      createdAt: row.createdAt.toISOString(),
      content: isReadable ? content : null,
      isReadable,
      changes: isTold ? told(before.content, content) : [],
    }
  })
}

const csvOf = (revisions: ShownRevision[]) =>
  toCsv(
    ['revision', 'at', 'kind', 'author', 'approved_by', 'restored_from', 'comment', 'changes'],
    revisions.map(({ number, createdAt, kind, authorName, approvedByName, restoredFrom, comment, changes }) => [
      number,
      createdAt,
      kind,
      authorName,
      approvedByName,
      restoredFrom,
      comment,
      changes.map(({ label, before = '', after = 'removed' }) => `${label}: ${before} → ${after}`).join('\n'),
    ]),
  )

/** What begins to be set is told against the careful default: every part of it would be noise. */
function told(before: PromptContent | null, after: PromptContent | null) {
  if ((before === null) === (after === null)) return changesBetween(before, after)
  const origin = changesBetween(before, after).filter(({ path }) => path === 'inherits')
  return after ? [...origin, ...changesBetween(offContent, after)] : origin
}
