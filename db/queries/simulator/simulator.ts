import { and, desc, eq, gt, inArray, lte, ne, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { erasedAmong } from '@/db/queries/deliveries/erase-deliveries'
import { asJsonb } from '@/db/raw'
import { inOrder } from '@/db/row-order'
import type { EnvironmentName } from '@/db/schema/companies'
import { simulatedDevices, simulatedPushes } from '@/db/schema/simulator'

export type SimulatedDevice = typeof simulatedDevices.$inferSelect
export type SimulatedPush = typeof simulatedPushes.$inferSelect

/** All device states that the simulator has; a token without one is live. */
export function allSimulatedDevices(db: Db): Promise<SimulatedDevice[]> {
  return db.select().from(simulatedDevices)
}

/** The device's state, locked until the transaction ends; a device without one is active. */
export async function lockSimulatedDevice(
  db: Db,
  { environmentName, token, topic }: Pick<SimulatedDevice, 'environmentName' | 'token' | 'topic'>,
) {
  const untold = { environmentName, token, topic, state: 'active' as const, since: new Date() }
  await db.insert(simulatedDevices).values(untold).onConflictDoNothing()
  const [row] = await db
    .select()
    .from(simulatedDevices)
    .where(and(eq(simulatedDevices.environmentName, environmentName), eq(simulatedDevices.token, token)))
    .for('no key update')
  return row ?? untold
}

export async function putSimulatedDevices(db: Db, { devices }: { devices: SimulatedDevice[] }) {
  if (devices.length === 0) return
  await db
    .insert(simulatedDevices)
    .values(inOrder(devices, 'environmentName', 'token'))
    .onConflictDoUpdate({
      target: [simulatedDevices.environmentName, simulatedDevices.token],
      set: { topic: sql`excluded.topic`, state: sql`excluded.state`, since: sql`excluded.since` },
    })
}

/** Skips pushes whose customer was erased while they were in flight. */
export async function insertSimulatedPushes(db: Db, { pushes }: { pushes: SimulatedPush[] }) {
  const erased = await erasedAmong(db, { ids: pushes.map(({ apnsId }) => apnsId) })
  const kept = pushes.filter(({ apnsId }) => !erased.has(apnsId))
  if (kept.length) await db.insert(simulatedPushes).values(kept)
}

type OfToken = { environmentName: EnvironmentName; token: string; after?: Date; limit?: number }

/** Newest first: everything sent to a phone, accepted or not. */
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

/** Newest first, for all tokens of the topics. */
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

/** APNs stores only an app's newest push for an unreachable device. Pushes on their way aren't stored. */
export async function overwriteStoredPushes(
  db: Db,
  { newest }: { newest: { id: string; token: string; topic: string; environmentName: EnvironmentName } },
) {
  const { id, token, topic, environmentName } = newest
  await db
    .update(simulatedPushes)
    .set({ fate: 'discarded', deviceOutcomeReason: 'overwritten', releaseAt: null })
    .where(
      and(
        ofStored({ environmentName, token }),
        eq(simulatedPushes.topic, topic),
        ne(simulatedPushes.id, id),
        ne(simulatedPushes.deviceOutcomeReason, 'on its way'),
      ),
    )
}

/** On the phone, a push replaces the shown one with the same collapse ID. */
export async function replaceShownPushes(db: Db, { newer }: { newer: SimulatedPush[] }) {
  if (newer.length === 0) return
  const rows = inOrder(newer, 'environmentName', 'token', 'id').map(
    ({ id, environmentName, token, topic, headers, createdAt }) => ({
      id,
      environment_name: environmentName,
      token,
      topic,
      collapse_id: headers['apns-collapse-id'],
      created_at: createdAt.toISOString(),
    }),
  )
  await db.execute(sql`
    update ${simulatedPushes} shown set fate_reason = 'replaced'
    from jsonb_to_recordset(${asJsonb(rows)})
      as newer(id uuid, environment_name text, token text, topic text, collapse_id text, created_at timestamptz)
    where shown.environment_name = newer.environment_name and shown.token = newer.token
      and shown.created_at <= newer.created_at and shown.id < newer.id
      and shown.topic = newer.topic and shown.fate = 'delivered' and shown.fate_reason is distinct from 'replaced'
      and shown.headers->>'apns-collapse-id' = newer.collapse_id`)
}

type Released = { environmentName: EnvironmentName; token: string; now: Date }

/** Delivers the stored, unexpired pushes of a device that has become reachable. */
export async function releaseStoredPushes(db: Db, { environmentName, token, now }: Released) {
  return release(db, ofStored({ environmentName, token }), now)
}

/** Delivers pushes whose time has come: a window opened, or a delay ended. */
export async function releaseDuePushes(db: Db, { now }: { now: Date }) {
  return release(db, and(eq(simulatedPushes.fate, 'stored'), lte(simulatedPushes.releaseAt, now)), now)
}

async function release(db: Db, which: SQL | undefined, now: Date) {
  const expiration = sql`coalesce((${simulatedPushes.headers}->>'apns-expiration')::numeric, 'infinity')`
  // 0 isn't a time: such a push is tried once, so it is stored only while on its way.
  const isOver = sql`${expiration} > 0 and ${expiration} <= ${now.getTime() / 1000}`
  await db
    .update(simulatedPushes)
    .set({ fate: 'discarded', deviceOutcomeReason: 'expired', releaseAt: null })
    .where(and(which, isOver))
  return (
    db
      .update(simulatedPushes)
      // Arrives now: phones ask for pushes since they last looked.
      .set({
        fate: 'delivered',
        deviceOutcomeReason: sql`case ${simulatedPushes.deviceOutcomeReason} when 'on its way' then 'held up on its way' else 'stored before' end`,
        releaseAt: null,
        createdAt: now,
      })
      .where(which)
      .returning({
        id: simulatedPushes.id,
        environmentName: simulatedPushes.environmentName,
        token: simulatedPushes.token,
      })
  )
}

function ofStored({ environmentName, token }: { environmentName: EnvironmentName; token: string }) {
  return and(
    eq(simulatedPushes.environmentName, environmentName),
    eq(simulatedPushes.token, token),
    eq(simulatedPushes.fate, 'stored'),
  )
}

/** Deletes all devices and the whole log; for tests with a database of their own. */
export async function forgetSimulatedWorld(db: Db) {
  await db.delete(simulatedPushes)
  await db.delete(simulatedDevices)
}
