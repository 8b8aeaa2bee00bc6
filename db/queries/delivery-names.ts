import { and, eq, or } from 'drizzle-orm'
import type { Db } from '../client'
import { customers, devices } from '../schema/customers'
import { deliveries, notifications } from '../schema/notifications'

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

/** What the company's own word names: a customer, an address, a message or a conversation. */
export async function findByWord(db: Db, { environmentId, word }: InEnvironment & { word: string }) {
  const [customer] = await db
    .select({ customer: customers.id })
    .from(customers)
    .where(
      and(eq(customers.environmentId, environmentId), or(eq(customers.userId, word), eq(customers.anonymousId, word))),
    )
    .limit(1)
  if (customer) return customer
  const [device] = await db
    .select({ device: devices.id })
    .from(devices)
    .where(
      and(
        eq(devices.environmentId, environmentId),
        or(isAddress('device_token', word.toLowerCase()), isAddress('uuid', word)),
      ),
    )
    .limit(1)
  if (device) return device
  const [message] = await db
    .select({ notification: notifications.id })
    .from(notifications)
    .where(and(eq(notifications.environmentId, environmentId), eq(notifications.externalId, word)))
  if (message) return message
  const [conversation] = await db
    .select({ conversation: notifications.conversationId })
    .from(notifications)
    .where(and(eq(notifications.environmentId, environmentId), eq(notifications.conversationId, word)))
    .limit(1)
  return conversation?.conversation ? { conversation: conversation.conversation } : undefined
}

const isAddress = (kind: 'device_token' | 'uuid', address: string) =>
  and(eq(devices.kind, kind), eq(devices.address, address))
