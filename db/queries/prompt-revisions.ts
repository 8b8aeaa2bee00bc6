import { and, desc, eq, inArray, lt } from 'drizzle-orm'
import type { Db } from '../client'
import { promptRevisions, type RevisionKind } from '../schema/prompts'

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

/** Everybody who ever saved here, by name. */
export async function authorsOfRevisions(db: Db, { configurationId }: { configurationId: string }) {
  const rows = await db
    .selectDistinct({ authorName: promptRevisions.authorName })
    .from(promptRevisions)
    .where(eq(promptRevisions.configurationId, configurationId))
    .orderBy(promptRevisions.authorName)
  return rows.map(({ authorName }) => authorName)
}

export async function findRevision(db: Db, { configurationId, number }: { configurationId: string; number: number }) {
  const [row] = await db
    .select()
    .from(promptRevisions)
    .where(and(eq(promptRevisions.configurationId, configurationId), eq(promptRevisions.number, number)))
  return row
}

/** Who changed each configuration last. */
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
