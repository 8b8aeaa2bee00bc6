import { and, asc, count, desc, eq, gt, ne, type SQL, sql } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/pg-core'
import type { Db } from '@/db/client'
import { customers, devices, presence } from '@/db/schema/customers'
import { notifications } from '@/db/schema/notifications'
import { promptEvents } from '@/db/schema/prompts'
import { isNamedLike } from './matching'

type One = { environmentId: string; customerId: string }
type Page = One & { after?: { at: Date; id: string }; limit: number }

export async function findCustomer(db: Db, { environmentId, customerId }: One) {
  const [row] = await db
    .select()
    .from(customers)
    .where(and(eq(customers.environmentId, environmentId), eq(customers.id, customerId)))
  return row
}

/** Finds by `user.id` or anonymous ID: exact matches first, then any case and Unicode form. */
export async function findCustomerByName(db: Db, { environmentId, name }: { environmentId: string; name: string }) {
  const named = (where: SQL) =>
    db
      .select()
      .from(customers)
      .where(and(eq(customers.environmentId, environmentId), where))
      .orderBy(asc(customers.id))
      .limit(1)
  const rows = await unionAll(
    named(eq(customers.userId, name)),
    named(eq(customers.anonymousId, name)),
    named(isNamedLike(customers.userId, name)),
    named(isNamedLike(customers.anonymousId, name)),
  )
  const isExact = (row: (typeof rows)[number]) => row.userId === name || row.anonymousId === name
  return rows.find(isExact) ?? rows[0]
}

/** The devices most likely reachable first: active, suspect, disabled; within each, the newest registration first. */
export function devicesOfCustomer(db: Db, { environmentId, customerId, limit }: One & { limit: number }) {
  return db
    .select()
    .from(devices)
    .where(and(eq(devices.environmentId, environmentId), eq(devices.customerId, customerId)))
    .orderBy(
      asc(sql`array_position(array['active', 'suspect', 'disabled'], ${devices.status})`),
      desc(devices.registeredAt),
      desc(devices.id),
    )
    .limit(limit)
}

/** Unexpired presence. A row without a device covers all of the customer's devices. */
export function livePresence(db: Db, { environmentId, customerId, now }: One & { now: Date }) {
  return db
    .select({
      deviceId: presence.deviceId,
      app: presence.app,
      chat: presence.chat,
      updatedAt: presence.updatedAt,
      expiresAt: presence.expiresAt,
    })
    .from(presence)
    .where(
      and(eq(presence.environmentId, environmentId), eq(presence.customerId, customerId), gt(presence.expiresAt, now)),
    )
    .orderBy(desc(presence.updatedAt))
}

export function pageOfCustomerNotifications(db: Db, { environmentId, customerId, after, limit }: Page) {
  return db
    .select({
      id: notifications.id,
      type: notifications.type,
      title: notifications.title,
      body: notifications.body,
      conversationId: notifications.conversationId,
      externalId: notifications.externalId,
      actorName: notifications.actorName,
      createdAt: notifications.createdAt,
    })
    .from(notifications)
    .where(
      and(
        eq(notifications.environmentId, environmentId),
        eq(notifications.customerId, customerId),
        ne(notifications.type, 'probe'),
        after &&
          sql`(${notifications.createdAt}, ${notifications.id}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(desc(notifications.createdAt), desc(notifications.id))
    .limit(limit)
}

export function promptsOfCustomer(db: Db, { environmentId, customerId, limit }: One & { limit: number }) {
  return db
    .select({
      id: promptEvents.id,
      kind: promptEvents.kind,
      deviceId: promptEvents.deviceId,
      revision: promptEvents.revision,
      at: promptEvents.at,
    })
    .from(promptEvents)
    .where(and(eq(promptEvents.environmentId, environmentId), eq(promptEvents.customerId, customerId)))
    .orderBy(desc(promptEvents.at), desc(promptEvents.id))
    .limit(limit)
}

export async function countNotificationsOfCustomer(db: Db, { environmentId, customerId, max }: One & { max: number }) {
  const some = db
    .select({ one: sql`1`.as('one') })
    .from(notifications)
    .where(
      and(
        eq(notifications.environmentId, environmentId),
        eq(notifications.customerId, customerId),
        ne(notifications.type, 'probe'),
      ),
    )
    .limit(max)
    .as('some')
  const [row] = await db.select({ count: count() }).from(some)
  return row?.count ?? 0
}
