import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { announce } from '@/db/announce'
import type { Db } from '@/db/client'
import { theirDeliveries } from '@/db/customer-data'
import { erased } from '@/db/erased'
import { asJsonb, uuids } from '@/db/raw'
import { apps, environments } from '@/db/schema/companies'
import { attempts, deliveries, notifications } from '@/db/schema/notifications'
import { simulatedDevices, simulatedPushes } from '@/db/schema/simulator'

type OfCustomer = { environmentId: string; customerId: string }

/**
 * Removes texts, payloads, and addresses from the log, which keeps that something was sent, when, and the outcome.
 * Deliveries not sent yet are suppressed. `addresses`: of the customer's devices, in every form that the log may
 * contain. Includes pushes to such an address from before it was registered.
 */
export async function eraseDeliveries(
  db: Db,
  { environmentId, customerId, addresses, now }: OfCustomer & { addresses: string[]; now: Date },
) {
  const rows = await db
    .select({ id: deliveries.id, address: deliveries.address, notificationId: deliveries.notificationId })
    .from(deliveries)
    .where(theirDeliveries({ environmentId, customerId, addresses }))
    .orderBy(deliveries.id)
    .for('no key update')
  await forgetSimulated(db, { environmentId, addresses: [...addresses, ...rows.map(({ address }) => address)] })
  const isOneOfThem = sql`= any(${uuids(rows.map(({ id }) => id))})`
  await db.update(attempts).set({ request: null, response: null }).where(sql`${attempts.deliveryId} ${isOneOfThem}`)
  await db
    .update(deliveries)
    .set({ customerId: null, deviceId: null, address: erased, orderKey: null })
    .where(sql`${deliveries.id} ${isOneOfThem}`)
  const ended = await db
    .update(deliveries)
    .set({ state: 'suppressed', reason: 'device_disabled', endedAt: now, nextAttemptAt: null })
    .where(and(sql`${deliveries.id} ${isOneOfThem}`, inArray(deliveries.state, ['queued', 'sending', 'retrying'])))
    .returning({ notificationId: deliveries.notificationId })
  await eraseNotifications(db, { environmentId, customerId, ids: rows.map((row) => row.notificationId) })
  const notificationIds = [...new Set(ended.map((row) => row.notificationId))].slice(0, 100)
  if (notificationIds.length) await announce(db, { kind: 'deliveries', environmentId, notificationIds })
}

/** Notifications without a customer are theirs if one of these deliveries is. Named ones belong to someone else. */
async function eraseNotifications(db: Db, { environmentId, customerId, ids }: OfCustomer & { ids: string[] }) {
  const isTheirs = or(
    eq(notifications.customerId, customerId),
    and(isNull(notifications.customerId), sql`${notifications.id} = any(${uuids([...new Set(ids)])})`),
  )
  await db
    .update(notifications)
    .set({
      ...{ customerId: null, conversationId: null, title: null, body: null, unread: null, payload: {}, headers: {} },
      // The caller chose it, and may have made it from the user ID.
      requestId: null,
    })
    .where(and(eq(notifications.environmentId, environmentId), isTheirs))
}

/** The built-in simulator stores what it received, including tokens and texts. */
async function forgetSimulated(db: Db, { environmentId, addresses }: { environmentId: string; addresses: string[] }) {
  const [at] = await db
    .select({ environmentName: environments.name, topic: apps.bundleId })
    .from(environments)
    .innerJoin(apps, eq(apps.id, environments.appId))
    .where(eq(environments.id, environmentId))
  if (!at) return
  // Some push types have their own topic: the bundle ID plus a suffix.
  const isOfApp = (topic: PgColumn) => sql`(${topic} = ${at.topic} or starts_with(${topic}, ${`${at.topic}.`}))`
  for (const table of [simulatedPushes, simulatedDevices])
    await db
      .delete(table)
      .where(
        and(
          eq(table.environmentName, at.environmentName),
          isOfApp(table.topic),
          sql`${table.token} in (select jsonb_array_elements_text(${asJsonb([...new Set(addresses)])}))`,
        ),
      )
}

/** Pushes in flight during the erasure have reached the built-in simulator since, which stores everything. */
export async function forgetArrived(
  db: Db,
  { deliveries: arrived }: { deliveries: { id: string; address: string }[] },
) {
  if (arrived.length === 0) return
  await db.execute(sql`
    delete from ${simulatedPushes} as push using jsonb_to_recordset(${asJsonb(arrived)}) as arrived(id uuid, address text)
    where push.environment_name in ('production', 'sandbox') and push.token = arrived.address and push.apns_id = arrived.id`)
}

/** The given deliveries whose customer was erased. */
export async function erasedAmong(db: Db, { ids }: { ids: string[] }): Promise<Set<string>> {
  const rows = await db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(and(sql`${deliveries.id} = any(${uuids(ids)})`, eq(deliveries.address, erased)))
  return new Set(rows.map(({ id }) => id))
}
