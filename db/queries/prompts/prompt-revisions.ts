import { and, asc, desc, eq, gt, inArray, lt, ne, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { inNaturalOrder } from '@/db/natural-order'
import { runSql, uuids } from '@/db/raw'
import { promptRevisions, type RevisionKind } from '@/db/schema/prompts'

/** Newest first; `before` is the lowest number already shown. */
export function pageOfRevisions(
  db: Db,
  {
    configurationId,
    before,
    authorName,
    kind,
    limit,
  }: { configurationId: string; before?: number; authorName?: string; kind?: RevisionKind; limit: number },
) {
  return db
    .select()
    .from(promptRevisions)
    .where(
      and(
        eq(promptRevisions.configurationId, configurationId),
        before === undefined ? undefined : lt(promptRevisions.number, before),
        authorName === undefined ? undefined : eq(promptRevisions.authorName, authorName),
        kind === undefined ? undefined : eq(promptRevisions.kind, kind),
      ),
    )
    .orderBy(desc(promptRevisions.number))
    .limit(limit)
}

export function revisionsByNumber(
  db: Db,
  { configurationId, numbers }: { configurationId: string; numbers: number[] },
) {
  return db
    .select()
    .from(promptRevisions)
    .where(and(eq(promptRevisions.configurationId, configurationId), inArray(promptRevisions.number, numbers)))
}

/** Everyone who has ever saved this configuration, by name. */
export async function authorsOfRevisions(db: Db, { configurationId }: { configurationId: string }) {
  const rows = await db
    .selectDistinct({ authorName: promptRevisions.authorName })
    .from(promptRevisions)
    .where(eq(promptRevisions.configurationId, configurationId))
  return inNaturalOrder(
    rows.map(({ authorName }) => authorName),
    (name) => [name],
  )
}

export async function findRevision(db: Db, { configurationId, number }: { configurationId: string; number: number }) {
  const [row] = await db
    .select()
    .from(promptRevisions)
    .where(and(eq(promptRevisions.configurationId, configurationId), eq(promptRevisions.number, number)))
  return row
}

/** The latest revision of each configuration. */
export function latestRevisions(db: Db, { configurationIds }: { configurationIds: string[] }) {
  return db
    .selectDistinctOn([promptRevisions.configurationId], {
      configurationId: promptRevisions.configurationId,
      number: promptRevisions.number,
      kind: promptRevisions.kind,
      authorName: promptRevisions.authorName,
      createdAt: promptRevisions.createdAt,
    })
    .from(promptRevisions)
    .where(inArray(promptRevisions.configurationId, configurationIds))
    .orderBy(promptRevisions.configurationId, desc(promptRevisions.number))
}

/** The newest revision of each configuration at each moment; absent if nothing had been saved yet. */
export async function revisionsAtMoments(
  db: Db,
  { configurationIds, moments }: { configurationIds: string[]; moments: Date[] },
) {
  if (configurationIds.length === 0 || moments.length === 0) return []
  const at = sql`${`{${moments.map((moment) => moment.toISOString()).join(',')}}`}::timestamptz[]`
  const { rows } = await runSql<{ configuration_id: string; moment: number; number: number }>(
    db,
    sql`
    select configuration.id as configuration_id, moment.ordinality::int as moment, newest.number
    from unnest(${uuids(configurationIds)}) as configuration(id)
      cross join unnest(${at}) with ordinality as moment(at, ordinality)
      cross join lateral (
        select number from ${promptRevisions}
        where ${promptRevisions.configurationId} = configuration.id and ${promptRevisions.createdAt} <= moment.at
        order by number desc limit 1
      ) newest`,
  )
  return rows.map(({ configuration_id, moment, number }) => ({
    configurationId: configuration_id,
    moment: moments[moment - 1] ?? new Date(0),
    number,
  }))
}

/** Revisions that people saved after that one, oldest first. A scheduled change doesn't change what they see. */
export function savesAfter(db: Db, { configurationId, number }: { configurationId: string; number: number }) {
  return db
    .select()
    .from(promptRevisions)
    .where(isSaveAfter({ configurationId, number }))
    .orderBy(asc(promptRevisions.number))
}

/** The same without the content, newest first: author and number. */
export function authorsAfter(
  db: Db,
  { configurationId, number, limit }: { configurationId: string; number: number; limit: number },
) {
  const { number: revision, authorId, authorName, createdAt } = promptRevisions
  return db
    .select({ number: revision, authorId, authorName, createdAt })
    .from(promptRevisions)
    .where(isSaveAfter({ configurationId, number }))
    .orderBy(desc(promptRevisions.number))
    .limit(limit)
}

const isSaveAfter = ({ configurationId, number }: { configurationId: string; number: number }) =>
  and(
    eq(promptRevisions.configurationId, configurationId),
    gt(promptRevisions.number, number),
    ne(promptRevisions.kind, 'schedule'),
  )
