import { and, desc, eq, gt, inArray, lt, sql } from 'drizzle-orm'
import type { Db } from '../client'
import type { EnvironmentName } from '../schema/companies'
import { simulatedDevices, simulatedPushes } from '../schema/simulator'

export type SimulatedDevice = typeof simulatedDevices.$inferSelect
export type SimulatedPush = typeof simulatedPushes.$inferSelect

/** All that the simulator was told about tokens; what it was not told about is live. */
export function allSimulatedDevices(db: Db): Promise<SimulatedDevice[]> {
  return db.select().from(simulatedDevices)
}

export async function putSimulatedDevices(db: Db, { devices }: { devices: SimulatedDevice[] }) {
  if (devices.length === 0) return
  await db
    .insert(simulatedDevices)
    .values(devices)
    .onConflictDoUpdate({
      target: [simulatedDevices.environmentName, simulatedDevices.token],
      set: { topic: sql`excluded.topic`, state: sql`excluded.state`, since: sql`excluded.since` },
    })
}

export async function insertSimulatedPushes(db: Db, { pushes }: { pushes: SimulatedPush[] }) {
  await db.insert(simulatedPushes).values(pushes)
}

type OfToken = { environmentName: EnvironmentName; token: string; after?: Date; limit?: number }

/** Newest first: what a phone has been sent, accepted or not. */
export function simulatedPushesOf(db: Db, { environmentName, token, after = new Date(0), limit = 50 }: OfToken) {
  return db
    .select()
    .from(simulatedPushes)
    .where(
      and(
        eq(simulatedPushes.environmentName, environmentName),
        eq(simulatedPushes.token, token),
        gt(simulatedPushes.createdAt, after),
      ),
    )
    .orderBy(desc(simulatedPushes.createdAt), desc(simulatedPushes.id))
    .limit(limit)
}

/** Newest first, of all tokens of some topics. */
export function recentSimulatedPushes(
  db: Db,
  { environmentName, topics, limit }: { environmentName: EnvironmentName; topics: string[]; limit: number },
) {
  return db
    .select()
    .from(simulatedPushes)
    .where(and(eq(simulatedPushes.environmentName, environmentName), inArray(simulatedPushes.topic, topics)))
    .orderBy(desc(simulatedPushes.createdAt), desc(simulatedPushes.id))
    .limit(limit)
}

export async function dropSimulatedPushes(db: Db, { before }: { before: Date }) {
  await db.delete(simulatedPushes).where(lt(simulatedPushes.createdAt, before))
}
