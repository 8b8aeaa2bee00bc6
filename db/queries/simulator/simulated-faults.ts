import { and, asc, eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { apps, environments } from '@/db/schema/companies'
import { simulatedFaults } from '@/db/schema/simulator'

/** All active faults, with their app and environment. */
export function allSimulatedFaults(db: Db) {
  return db
    .select({
      id: simulatedFaults.id,
      faults: simulatedFaults.faults,
      environmentName: environments.name,
      bundleId: apps.bundleId,
      createdAt: simulatedFaults.createdAt,
    })
    .from(simulatedFaults)
    .innerJoin(environments, eq(environments.id, simulatedFaults.environmentId))
    .innerJoin(apps, eq(apps.id, environments.appId))
    .where(eq(environments.apnsServer, 'simulator'))
    .orderBy(asc(simulatedFaults.createdAt), asc(simulatedFaults.id))
}

export function simulatedFaultsOf(db: Db, { environmentId }: { environmentId: string }) {
  return db
    .select()
    .from(simulatedFaults)
    .where(eq(simulatedFaults.environmentId, environmentId))
    .orderBy(asc(simulatedFaults.createdAt), asc(simulatedFaults.id))
}

/** Leaves a preset that is already on unchanged. */
export async function insertSimulatedFault(db: Db, row: typeof simulatedFaults.$inferInsert) {
  const [inserted] = await db.insert(simulatedFaults).values(row).onConflictDoNothing().returning()
  return inserted
}

export async function deleteSimulatedFault(db: Db, { environmentId, id }: { environmentId: string; id: string }) {
  const [row] = await db
    .delete(simulatedFaults)
    .where(and(eq(simulatedFaults.environmentId, environmentId), eq(simulatedFaults.id, id)))
    .returning()
  return row
}

/** Ignores faults that have been turned off meanwhile. */
export async function addFaultHits(db: Db, { struck }: { struck: { id: string; count: number }[] }) {
  for (const { id, count } of struck)
    await db
      .update(simulatedFaults)
      .set({ hitCount: sql`${simulatedFaults.hitCount} + ${count}` })
      .where(eq(simulatedFaults.id, id))
}
