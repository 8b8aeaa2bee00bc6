import { and, desc, eq, inArray, lt } from 'drizzle-orm'
import type { Db } from '../client'
import { promptRevisions } from '../schema/prompts'

/** Newest first; `before` is the lowest number already shown. */
export function pageOfRevisions(
  db: Db,
  { configurationId, before, limit }: { configurationId: string; before?: number; limit: number },
) {
  return db
    .select()
    .from(promptRevisions)
    .where(
      and(
        eq(promptRevisions.configurationId, configurationId),
        before === undefined ? undefined : lt(promptRevisions.number, before),
      ),
    )
    .orderBy(desc(promptRevisions.number))
    .limit(limit)
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
