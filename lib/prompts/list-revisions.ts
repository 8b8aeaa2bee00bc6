import { z } from 'zod'
import type { Db } from '@/db/client'
import {
  authorsOfRevisions,
  findRevision,
  pageOfRevisions,
  revisionsByNumber,
} from '@/db/queries/prompts/prompt-revisions'
import { findConfiguration, type PromptPlace } from '@/db/queries/prompts/prompts'
import { revisionKinds } from '@/db/schema/values'
import { upTo } from '@/lib/paging/cut'
import { toCsv } from '@/lib/text/csv'
import { changesFrom } from './changes/changes'
import { boundariesOf, type Schedule } from './content/schedule'
import { contentIn, readContent } from './content/stored-content'
import { promptQuery } from './levels/at-place'
import { inheritedThen } from './levels/inherited-then'
import { contentOfRevision } from './levels/stored'
import { originLabel } from './revision-labels'

const pageSize = 30
/** The most revisions of one configuration in one file. */
const exportMax = 5_000

export const RevisionKindName = z.enum(revisionKinds)

const filters = {
  authorName: z.string().max(200).optional(),
  kind: RevisionKindName.optional(),
}

/** Lists revisions, newest first, each with its changes, and the upcoming scheduled changes. */
export const listRevisions = promptQuery(
  'prompt.read',
  { ...filters, before: z.int().min(1).optional(), limit: z.int().min(1).max(200).default(pageSize) },
  async ({ db, place, input }) => {
    const configuration = await findConfiguration(db, place)
    if (!configuration) return { revisions: [], upcoming: [], authors: [], hasMore: false }
    const { id: configurationId } = configuration
    const [{ shown: rows, isCut: hasMore }, authors] = await Promise.all([
      upTo(input.limit, (limit) => pageOfRevisions(db, { ...input, configurationId, limit })),
      authorsOfRevisions(db, { configurationId }),
    ])
    const revisions = await toldRevisions(db, { place, configurationId, rows })
    const content = contentIn(configuration.content)
    const now = new Date().toISOString()
    const upcoming = content?.isOn ? upcomingIn(content.schedule, now) : []
    return { revisions, upcoming, authors, hasMore }
  },
)

/** Exports all revisions that match the filters: as JSON with their whole content, and as a table of changes. */
export const exportRevisions = promptQuery('prompt.read', filters, async ({ db, place, input }) => {
  const configuration = await findConfiguration(db, place)
  if (!configuration) return { revisions: [], csv: csvOf([]), isCut: false }
  const { id: configurationId } = configuration
  const { shown: rows, isCut } = await upTo(exportMax, (limit) =>
    pageOfRevisions(db, { ...input, configurationId, limit }),
  )
  const revisions = await toldRevisions(db, { place, configurationId, rows })
  return { revisions, csv: csvOf(revisions), isCut }
})

export type History = Awaited<ReturnType<typeof listRevisions>>
export type RevisionView = History['revisions'][number]

/** Lists the differences between two revisions, in either order. */
export const compareRevisions = promptQuery(
  'prompt.read',
  { from: z.int().min(0), to: z.int().min(0) },
  async ({ db, place, input }) => {
    const configuration = await findConfiguration(db, place)
    const at = async (number: number) => {
      const content = await contentOfRevision(db, { configurationId: configuration?.id, number })
      // Before the first save, the level had what it inherited at that save.
      const row = configuration && (await findRevision(db, { configurationId: configuration.id, number: number || 1 }))
      return { content, savedAt: row?.createdAt ?? new Date() }
    }
    const [before, after] = await Promise.all([at(input.from), at(input.to)])
    const inherited = await inheritedThen(db, { place, moments: [before.savedAt, after.savedAt] })
    return {
      changes: changesFrom(before.content, after.content, {
        inheritedBefore: inherited(before.savedAt),
        inherited: inherited(after.savedAt),
      }),
      before: before.content,
      after: after.content,
    }
  },
)

type Row = Awaited<ReturnType<typeof pageOfRevisions>>[number]

async function toldRevisions(
  db: Db,
  { place, configurationId, rows }: { place: PromptPlace; configurationId: string; rows: Row[] },
) {
  const present = new Map(rows.map((row) => [row.number, row]))
  const missing = rows.map(({ number }) => number - 1).filter((number) => number > 0 && !present.has(number))
  const older = missing.length ? await revisionsByNumber(db, { configurationId, numbers: missing }) : []
  for (const row of older) present.set(row.number, row)
  const contentBefore = ({ number }: Row) => present.get(number - 1)?.content ?? null
  const told = rows.filter((row) => row.content === null || contentBefore(row) === null)
  const inherited = await inheritedThen(db, { place, moments: told.map(({ createdAt }) => createdAt) })
  return rows.map((row) => {
    const { content, isReadable } = readContent(row.content)
    const before = readContent(contentBefore(row))
    const isTold = row.kind !== 'schedule' && isReadable && before.isReadable
    return {
      number: row.number,
      // A kind that only a newer version knows counts as a save.
      kind: revisionKinds.find((kind) => kind === row.kind) ?? 'save',
      authorName: row.authorName,
      approvedByName: row.approvedByName,
      comment: row.comment,
      restoredFrom: row.restoredFrom,
      origin: originLabel(row) ?? null,
      createdAt: row.createdAt.toISOString(),
      content: isReadable ? content : null,
      isReadable,
      changes: isTold ? changesFrom(before.content, content, { inherited: inherited(row.createdAt) }) : [],
    }
  })
}

/** In the time zone of the level's own schedule. */
const upcomingIn = (schedule: Schedule, now: string) =>
  boundariesOf(schedule)
    .filter(({ at }) => at > now)
    .map(({ at, willBe }) => ({ at, what: willBe, timeZone: schedule.timeZone }))

const csvOf = (revisions: RevisionView[]) =>
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
