import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { isInUse } from '@/db/queries/in-use'
import { apps, companies, environments } from '@/db/schema/companies'
import { promptTriggers } from '@/db/schema/triggers'

type One = { environmentId: string; triggerId: string }

const shown = {
  id: promptTriggers.id,
  name: promptTriggers.name,
  act: promptTriggers.act,
  lastFour: promptTriggers.lastFour,
  createdByName: promptTriggers.createdByName,
  lastUsedAt: promptTriggers.lastUsedAt,
  revokedAt: promptTriggers.revokedAt,
  createdAt: promptTriggers.createdAt,
}

export async function insertTrigger(db: Db, trigger: typeof promptTriggers.$inferInsert) {
  const [row] = await db.insert(promptTriggers).values(trigger).returning(shown)
  if (!row) throw new Error('insert gave no row')
  return row
}

/** Active triggers first, then newest first. */
export function triggersOfEnvironment(db: Db, { environmentId, limit }: { environmentId: string; limit: number }) {
  return db
    .select(shown)
    .from(promptTriggers)
    .where(eq(promptTriggers.environmentId, environmentId))
    .orderBy(sql`${promptTriggers.revokedAt} is not null`, desc(promptTriggers.createdAt), desc(promptTriggers.id))
    .limit(limit)
}

export function countLiveTriggers(db: Db, { environmentId }: { environmentId: string }) {
  return db.$count(
    promptTriggers,
    and(eq(promptTriggers.environmentId, environmentId), isNull(promptTriggers.revokedAt)),
  )
}

/** Locks the row until the transaction ends. */
export async function lockTrigger(db: Db, { environmentId, triggerId }: One) {
  const [row] = await db
    .select(shown)
    .from(promptTriggers)
    .where(and(eq(promptTriggers.environmentId, environmentId), eq(promptTriggers.id, triggerId)))
    .for('update')
  return row
}

export async function endTrigger(db: Db, { environmentId, triggerId, at }: One & { at: Date }) {
  await db
    .update(promptTriggers)
    .set({ revokedAt: at })
    .where(and(eq(promptTriggers.environmentId, environmentId), eq(promptTriggers.id, triggerId)))
}

/** Includes the app and environment it acts on. Undefined if it is revoked, or its company or app is archived. */
export async function findLiveTrigger(db: Db, { tokenHash }: { tokenHash: string }) {
  const [row] = await db
    .select({
      ...shown,
      createdById: promptTriggers.createdById,
      environmentName: environments.name,
      appId: apps.id,
      companyId: apps.companyId,
    })
    .from(promptTriggers)
    .innerJoin(environments, eq(environments.id, promptTriggers.environmentId))
    .innerJoin(apps, eq(apps.id, environments.appId))
    .innerJoin(companies, eq(companies.id, apps.companyId))
    .where(and(isInUse, eq(promptTriggers.tokenHash, tokenHash), isNull(promptTriggers.revokedAt)))
  return row
}

/** Locks the row until the transaction ends. Returns false if it has been revoked meanwhile. */
export async function touchTrigger(db: Db, { triggerId, now }: { triggerId: string; now: Date }) {
  const used = await db
    .update(promptTriggers)
    .set({ lastUsedAt: now })
    .where(and(eq(promptTriggers.id, triggerId), isNull(promptTriggers.revokedAt)))
    .returning({ id: promptTriggers.id })
  return used.length > 0
}
