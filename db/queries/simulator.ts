import { and, desc, eq, gt, inArray, lt, ne, sql } from 'drizzle-orm'
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

export async function findSimulatedPush(
  db: Db,
  { id, environmentName }: { id: string; environmentName: EnvironmentName },
) {
  const [row] = await db
    .select({ token: simulatedPushes.token, topic: simulatedPushes.topic })
    .from(simulatedPushes)
    .where(and(eq(simulatedPushes.id, id), eq(simulatedPushes.environmentName, environmentName)))
  return row
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

/** APNs keeps one push for an app on a device that it cannot reach: the newest. */
export async function overwriteStoredPushes(
  db: Db,
  { newest }: { newest: { id: string; token: string; topic: string; environmentName: EnvironmentName } },
) {
  const { id, token, topic, environmentName } = newest
  await db
    .update(simulatedPushes)
    .set({ fate: 'discarded', fateReason: 'overwritten' })
    .where(and(ofStored({ environmentName, token }), eq(simulatedPushes.topic, topic), ne(simulatedPushes.id, id)))
}

/** The device can be reached again: what was kept for it and has not expired arrives now. */
export async function releaseStoredPushes(
  db: Db,
  { environmentName, token, now }: { environmentName: EnvironmentName; token: string; now: Date },
) {
  const expiration = sql`coalesce((${simulatedPushes.headers}->>'apns-expiration')::numeric, 'infinity')`
  const nowSeconds = now.getTime() / 1000
  await db
    .update(simulatedPushes)
    .set({ fate: 'discarded', fateReason: 'expired' })
    .where(and(ofStored({ environmentName, token }), sql`${expiration} <= ${nowSeconds}`))
  return (
    db
      .update(simulatedPushes)
      // It counts from now: phones ask for what came since they last looked.
      .set({ fate: 'delivered', fateReason: 'stored before', createdAt: now })
      .where(ofStored({ environmentName, token }))
      .returning({ id: simulatedPushes.id })
  )
}

function ofStored({ environmentName, token }: { environmentName: EnvironmentName; token: string }) {
  return and(
    eq(simulatedPushes.environmentName, environmentName),
    eq(simulatedPushes.token, token),
    eq(simulatedPushes.fate, 'stored'),
  )
}

export async function dropSimulatedPushes(db: Db, { before }: { before: Date }) {
  await db.delete(simulatedPushes).where(lt(simulatedPushes.createdAt, before))
}
