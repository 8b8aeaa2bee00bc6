import { and, asc, desc, eq, inArray, or, sql } from 'drizzle-orm'
import type { Db } from '../client'
import { customers, devices } from '../schema/customers'
import { deliveries, notifications } from '../schema/notifications'
import type { Match } from './device-match'
import { isNamedLike } from './matching'

type InEnvironment = { environmentId: string }

/** What a UUID of ours names. */
export async function findById(db: Db, { environmentId, id }: InEnvironment & { id: string }) {
  const [delivery] = await db
    .select({ notification: deliveries.notificationId })
    .from(deliveries)
    .where(and(eq(deliveries.environmentId, environmentId), eq(deliveries.id, id)))
  if (delivery) return delivery
  const [notification] = await db
    .select({ notification: notifications.id })
    .from(notifications)
    .where(and(eq(notifications.environmentId, environmentId), eq(notifications.id, id)))
  if (notification) return notification
  const [device] = await db
    .select({ device: devices.id })
    .from(devices)
    .where(and(eq(devices.environmentId, environmentId), eq(devices.id, id)))
  if (device) return device
  const [customer] = await db
    .select({ customer: customers.id })
    .from(customers)
    .where(and(eq(customers.environmentId, environmentId), eq(customers.id, id)))
  return customer
}

/** What the company's own words name: a customer, in any case, an address, a message or a conversation. */
export async function findByWord(db: Db, { environmentId, match }: InEnvironment & { match: Match }) {
  const { names, addresses } = match
  const [customer] = await db
    .select({ customer: customers.id })
    .from(customers)
    .where(
      and(
        eq(customers.environmentId, environmentId),
        or(...names.flatMap((name) => [isNamedLike(customers.userId, name), isNamedLike(customers.anonymousId, name)])),
      ),
    )
    .orderBy(desc(inArray(sql`coalesce(${customers.userId}, ${customers.anonymousId})`, names)), asc(customers.id))
    .limit(1)
  if (customer) return customer
  const [device] = await db
    .select({ device: devices.id })
    .from(devices)
    .where(and(eq(devices.environmentId, environmentId), inArray(devices.address, addresses)))
    .limit(1)
  if (device) return device
  const [message] = await db
    .select({ notification: notifications.id })
    .from(notifications)
    .where(and(eq(notifications.environmentId, environmentId), inArray(notifications.externalId, names)))
  if (message) return message
  const [conversation] = await db
    .select({ conversation: notifications.conversationId })
    .from(notifications)
    .where(and(eq(notifications.environmentId, environmentId), inArray(notifications.conversationId, names)))
    .limit(1)
  return conversation?.conversation ? { conversation: conversation.conversation } : undefined
}
