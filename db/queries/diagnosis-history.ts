import { and, asc, desc, eq, gt, inArray, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { runSql } from '@/db/raw'
import { auditEntries } from '@/db/schema/credentials'
import { deviceEvents } from '@/db/schema/customers'
import { deliveries, notifications } from '@/db/schema/notifications'
import { promptClients, promptRevisions } from '@/db/schema/prompts'
import { workers } from '@/db/schema/queue'
import { simulatedDevices, simulatedPushes } from '@/db/schema/simulator'

type One = { environmentId: string; customerId: string }

/** The customer's last device that staff removed: its timeline is gone, but the audit log has the removal. */
export async function lastRemovalOf(db: Db, { companyId, environmentId, customerId }: One & { companyId: string }) {
  const [row] = await db
    .select({ at: auditEntries.createdAt, by: auditEntries.actorName, device: auditEntries.subjectName })
    .from(auditEntries)
    .where(
      and(
        eq(auditEntries.companyId, companyId),
        eq(auditEntries.environmentId, environmentId),
        eq(auditEntries.action, 'device.remove'),
        sql`${auditEntries.before}->>'customerId' = ${customerId}`,
      ),
    )
    .orderBy(desc(auditEntries.createdAt))
    .limit(1)
  return row
}

/** When and by whom staff removed each of these devices. */
export function removalsOf(
  db: Db,
  { companyId, environmentId, deviceIds }: { companyId: string; environmentId: string; deviceIds: string[] },
) {
  if (deviceIds.length === 0) return []
  return db
    .selectDistinctOn([auditEntries.subjectId], {
      deviceId: auditEntries.subjectId,
      at: auditEntries.createdAt,
      by: auditEntries.actorName,
    })
    .from(auditEntries)
    .where(
      and(
        eq(auditEntries.companyId, companyId),
        eq(auditEntries.environmentId, environmentId),
        eq(auditEntries.subjectKind, 'device'),
        inArray(auditEntries.subjectId, deviceIds),
        eq(auditEntries.action, 'device.remove'),
      ),
    )
    .orderBy(auditEntries.subjectId, desc(auditEntries.createdAt))
}

export async function lastSecretRotation(
  db: Db,
  { companyId, environmentId }: { companyId: string; environmentId: string },
) {
  const [row] = await db
    .select({ at: auditEntries.createdAt, by: auditEntries.actorName })
    .from(auditEntries)
    .where(
      and(
        eq(auditEntries.companyId, companyId),
        eq(auditEntries.environmentId, environmentId),
        eq(auditEntries.action, 'identity.rotate_secret'),
      ),
    )
    .orderBy(desc(auditEntries.createdAt))
    .limit(1)
  return row
}

/** The last event of each kind for each of these devices. */
export function lastEventsOf(db: Db, { environmentId, deviceIds }: { environmentId: string; deviceIds: string[] }) {
  if (deviceIds.length === 0) return []
  return db
    .selectDistinctOn([deviceEvents.deviceId, deviceEvents.kind], {
      deviceId: deviceEvents.deviceId,
      kind: deviceEvents.kind,
      detail: deviceEvents.detail,
      actorName: deviceEvents.actorName,
      at: deviceEvents.createdAt,
    })
    .from(deviceEvents)
    .where(and(eq(deviceEvents.environmentId, environmentId), inArray(deviceEvents.deviceId, deviceIds)))
    .orderBy(deviceEvents.deviceId, deviceEvents.kind, desc(deviceEvents.createdAt), desc(deviceEvents.id))
}

/** The context the app sent when it last evaluated the prompt under one of these names. */
export async function lastClientOf(db: Db, { environmentId, names }: { environmentId: string; names: string[] }) {
  const [row] = await db
    .select({ context: promptClients.context, targetingKey: promptClients.targetingKey, at: promptClients.lastAt })
    .from(promptClients)
    .where(and(eq(promptClients.environmentId, environmentId), inArray(promptClients.targetingKey, names)))
    .orderBy(desc(promptClients.lastAt))
    .limit(1)
  return row
}

/** The revisions of a configuration up to this one, newest first. */
export function revisionsUpTo(
  db: Db,
  { configurationId, number, limit }: { configurationId: string; number: number; limit: number },
) {
  return db
    .select({
      isOn: sql<boolean>`coalesce((${promptRevisions.content}->>'isOn')::boolean, true)`,
      by: promptRevisions.authorName,
      at: promptRevisions.createdAt,
      number: promptRevisions.number,
    })
    .from(promptRevisions)
    .where(and(eq(promptRevisions.configurationId, configurationId), sql`${promptRevisions.number} <= ${number}`))
    .orderBy(desc(promptRevisions.number))
    .limit(limit)
}

/** The environment's newest notification from an API key, for any customer. */
export async function lastCallOf(db: Db, { environmentId }: { environmentId: string }) {
  const [row] = await db
    .select({ at: notifications.createdAt })
    .from(notifications)
    .where(and(eq(notifications.environmentId, environmentId), eq(notifications.actorKind, 'api_key')))
    .orderBy(desc(notifications.createdAt))
    .limit(1)
  return row
}

/** The customer's newest delivery, on any device. */
export async function lastDeliveryOf(db: Db, { environmentId, customerId }: One) {
  const rows = await db
    .select({ id: deliveries.id, at: deliveries.createdAt })
    .from(deliveries)
    .where(and(eq(deliveries.customerId, customerId), eq(deliveries.environmentId, environmentId)))
    .orderBy(desc(deliveries.createdAt))
    .limit(1)
  return rows[0]
}

/** When the first delivery created after this moment was accepted. */
export async function acceptedAgain(
  db: Db,
  { environmentId, transport, since }: { environmentId: string; transport: 'apns' | 'company_api'; since: Date },
) {
  const [row] = await db
    .select({ at: deliveries.endedAt })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.environmentId, environmentId),
        eq(deliveries.transport, transport),
        eq(deliveries.state, 'accepted'),
        gt(deliveries.createdAt, since),
      ),
    )
    .orderBy(asc(deliveries.createdAt))
    .limit(1)
  return row?.at
}

export type QueueFacts = { before: number; oldestAt: Date | null; customers: number; endedLastMinute: number }
const countedMax = 10_000

/** The environment's queue: how many are before this one, the oldest, how many customers, and recent throughput. */
export async function queueOf(
  db: Db,
  { environmentId, transport, before }: { environmentId: string; transport: 'apns' | 'company_api'; before: Date },
): Promise<QueueFacts> {
  const { rows } = await runSql<{ before: number; oldest: string | null; customers: number; ended: number }>(
    db,
    sql`with waiting as (
      select d.created_at, d.customer_id from due_deliveries q join deliveries d on d.id = q.delivery_id
      where q.environment_id = ${environmentId} and q.transport = ${transport} limit ${countedMax})
    select (select count(*)::int from waiting where created_at < ${before.toISOString()}::timestamptz) as before,
      (select to_char(min(created_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') from waiting) as oldest,
      (select count(distinct customer_id)::int from waiting) as customers,
      (select count(*)::int from (select ended_at from deliveries where environment_id = ${environmentId}
        order by created_at desc limit ${countedMax}) as newest
        where ended_at > now() - interval '1 minute') as ended`,
  )
  const [row] = rows
  const oldestAt = row?.oldest ? new Date(row.oldest) : null
  return { before: row?.before ?? 0, oldestAt, customers: row?.customers ?? 0, endedLastMinute: row?.ended ?? 0 }
}

/** Whether a worker is running, and when one last reported. */
export async function workerPulse(db: Db) {
  const [row] = await db
    .select({
      isAlive: sql<boolean>`coalesce(bool_or(${workers.lastSeenAt} > now() - interval '20 seconds'), false)`,
      lastSeenAt: sql<Date | null>`max(${workers.lastSeenAt})`.mapWith(workers.lastSeenAt),
      startedAt: sql<Date | null>`min(${workers.startedAt})
        filter (where ${workers.lastSeenAt} > now() - interval '20 seconds')`.mapWith(workers.startedAt),
    })
    .from(workers)
  return row ?? { isAlive: false, lastSeenAt: null, startedAt: null }
}

export async function payloadOf(db: Db, { notificationId }: { notificationId: string }) {
  const [row] = await db
    .select({ bytes: sql<number>`octet_length(${notifications.payload}::text)`, by: notifications.actorName })
    .from(notifications)
    .where(eq(notifications.id, notificationId))
  return row
}

/** What the simulator, unlike Apple, knows of an accepted push: whether the phone got it, and the phone's state. */
export async function simulatedFate(
  db: Db,
  {
    deliveryId,
    environmentName,
    token,
  }: { deliveryId: string; environmentName: 'production' | 'sandbox'; token: string },
) {
  const [push] = await db
    .select({ fate: simulatedPushes.fate, deviceOutcomeReason: simulatedPushes.deviceOutcomeReason })
    .from(simulatedPushes)
    .where(
      and(
        eq(simulatedPushes.environmentName, environmentName),
        eq(simulatedPushes.token, token),
        eq(simulatedPushes.apnsId, deliveryId),
      ),
    )
    .orderBy(desc(simulatedPushes.createdAt))
    .limit(1)
  const [phone] = await db
    .select({ state: simulatedDevices.state, since: simulatedDevices.since })
    .from(simulatedDevices)
    .where(and(eq(simulatedDevices.environmentName, environmentName), eq(simulatedDevices.token, token)))
  return push && { ...push, phone: phone ?? null }
}
