import { and, eq, gt, gte, inArray, isNull, ne, notExists, or, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Db } from '@/db/client'
import { erased } from '@/db/erased'
import { addressed, deviceNow } from '@/db/queries/devices/device-now'
import { isLost, type WhichLost } from '@/db/queries/incidents/lost'
import { environments } from '@/db/schema/companies'
import { devices } from '@/db/schema/customers'
import { deliveries, notifications } from '@/db/schema/notifications'

export type Repeatable = NonNullable<Awaited<ReturnType<typeof findRepeatable>>>

/** The delivery, with everything that decides whether and how it can be resent. */
export async function findRepeatable(
  db: Db,
  { environmentId, deliveryId, now }: { environmentId: string; deliveryId: string; now: Date },
) {
  const [row] = await select(db, now, and(eq(deliveries.environmentId, environmentId), eq(deliveries.id, deliveryId)))
  return row
}

/** False if another process is resending this environment's failures; otherwise takes the lock for the transaction. */
export async function takeRecovery(db: Db, { environmentId }: { environmentId: string }): Promise<boolean> {
  const [row] = await db
    .select({
      isTaken: sql<boolean>`pg_try_advisory_xact_lock(hashtext('recovery'), hashtext(${environmentId}))`,
    })
    .from(sql`(values (1)) as one`)
  return row?.isTaken ?? false
}

/** Deliveries created since then, or those that an incident lost. */
export type WhichFailed = { environmentId: string; now: Date } & (
  | { since: Date; reasons?: string[] }
  | { lost: WhichLost }
)

/** Failed, unexpired deliveries, not yet resent, whose device is still the same customer's. Oldest first. */
export function failedSince(db: Db, { limit, ...which }: WhichFailed & { limit: number }) {
  return select(db, which.now, isRecoverable(db, which)).orderBy(deliveries.createdAt, deliveries.id).limit(limit)
}

/** Counts failures by reason, and how many of them can be resent. */
export function countFailedSince(db: Db, which: WhichFailed) {
  return db
    .select({
      reason: deliveries.reason,
      failed: sql<number>`count(*)::int`,
      recoverable: sql<number>`(count(*) filter (where ${isRecoverable(db, which)}))::int`,
    })
    .from(deliveries)
    .innerJoin(notifications, eq(notifications.id, deliveries.notificationId))
    .leftJoin(devices, eq(devices.id, deliveries.deviceId))
    .where(isFailed(which))
    .groupBy(deliveries.reason)
    .orderBy(sql`2 desc`)
}

/** How many of an incident's lost deliveries can be resent, the most first. Environments without any are absent. */
export function countRecoverable(
  db: Db,
  { environmentIds, now, lost, limit }: { environmentIds: string[]; now: Date; lost: WhichLost; limit: number },
) {
  return db
    .select({ environmentId: deliveries.environmentId, recoverable: sql<number>`count(*)::int` })
    .from(deliveries)
    .innerJoin(notifications, eq(notifications.id, deliveries.notificationId))
    .leftJoin(devices, eq(devices.id, deliveries.deviceId))
    .where(and(isFailedAtAll, isLost({ environmentIds, ...lost }), canBeResent(db, now)))
    .groupBy(deliveries.environmentId)
    .orderBy(sql`2 desc`, deliveries.environmentId)
    .limit(limit)
}

const isFailedAtAll = and(
  eq(deliveries.state, 'failed'),
  // A probe isn't resent. Staff can ask the phone again.
  ne(deliveries.type, 'probe'),
)

function isFailed({ environmentId, ...which }: WhichFailed) {
  if ('lost' in which) return and(isFailedAtAll, isLost({ environmentIds: [environmentId], ...which.lost }))
  return and(
    eq(deliveries.environmentId, environmentId),
    isFailedAtAll,
    gte(deliveries.createdAt, which.since),
    which.reasons ? inArray(deliveries.reason, which.reasons) : undefined,
  )
}

const isRecoverable = (db: Db, which: WhichFailed) => and(isFailed(which), canBeResent(db, which.now))

function canBeResent(db: Db, now: Date) {
  const repeat = alias(deliveries, 'repeat')
  return and(
    gt(deliveries.expiresAt, now),
    ne(deliveries.address, erased),
    isNull(notifications.textRemovedAt),
    or(
      isNull(deliveries.deviceId),
      and(eq(devices.customerId, deliveries.customerId), sql`${devices.status} <> 'disabled'`),
    ),
    notExists(
      db
        .select({ one: sql`1` })
        .from(repeat)
        .where(and(eq(repeat.notificationId, deliveries.notificationId), eq(repeat.repeatsId, deliveries.id))),
    ),
  )
}

function select(db: Db, now: Date, where: SQL | undefined) {
  return db
    .select({
      ...addressed,
      state: deliveries.state,
      endedAt: deliveries.endedAt,
      ignoresPresence: notifications.ignoresPresence,
      textRemovedAt: notifications.textRemovedAt,
      apnsServer: environments.apnsServer,
      device: deviceNow(now),
    })
    .from(deliveries)
    .innerJoin(notifications, eq(notifications.id, deliveries.notificationId))
    .innerJoin(environments, eq(environments.id, deliveries.environmentId))
    .leftJoin(devices, eq(devices.id, deliveries.deviceId))
    .where(where)
}
