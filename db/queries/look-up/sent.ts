import { and, desc, eq, inArray, or, sql } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/pg-core'
import type { Db } from '@/db/client'
import type { Match } from '@/db/queries/devices/device-match'
import { folded, likeable } from '@/db/queries/matching'
import { customers } from '@/db/schema/customers'
import { deliveries, notifications } from '@/db/schema/notifications'

type Across = { environmentIds: string[]; match: Match; limit: number }

const sent = {
  title: notifications.title,
  type: notifications.type,
  customerId: notifications.customerId,
  userId: customers.userId,
  anonymousId: customers.anonymousId,
}

/** By the delivery's ID, which is the apns-id in Apple's console and in the phone's log. */
export function lookUpDeliveries(db: Db, { environmentIds, match, limit }: Across) {
  return db
    .select({
      ...sent,
      id: deliveries.id,
      environmentId: deliveries.environmentId,
      notificationId: deliveries.notificationId,
      state: deliveries.state,
      reason: deliveries.reason,
      createdAt: deliveries.createdAt,
    })
    .from(deliveries)
    .innerJoin(notifications, eq(notifications.id, deliveries.notificationId))
    .leftJoin(customers, eq(customers.id, notifications.customerId))
    .where(and(inArray(deliveries.environmentId, environmentIds), inArray(deliveries.id, match.ids)))
    .orderBy(desc(deliveries.createdAt), desc(deliveries.id))
    .limit(limit)
}

/** By our ID, or by the caller's message ID or idempotency key as given, in lower case, or in upper case. */
export async function lookUpNotifications(db: Db, { environmentIds, match, limit }: Across) {
  const by = (where: ReturnType<typeof inArray>) =>
    db
      .select({
        ...sent,
        id: notifications.id,
        environmentId: notifications.environmentId,
        externalId: notifications.externalId,
        createdAt: notifications.createdAt,
      })
      .from(notifications)
      .leftJoin(customers, eq(customers.id, notifications.customerId))
      .where(and(inArray(notifications.environmentId, environmentIds), where))
      .orderBy(desc(notifications.createdAt), desc(notifications.id))
      .limit(limit)
  const rows = await unionAll(
    by(inArray(notifications.id, match.ids)),
    by(inArray(notifications.externalId, inEachCase(match.names))),
  )
  return [...new Map(rows.map((row) => [row.id, row])).values()]
    .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
    .slice(0, limit)
}

/** How many of an environment’s newest notifications are searched for a part of an ID, which has no index. */
export const newestReadMax = 5_000

/** The newest notifications whose message ID contains one of the texts, in any case. */
export function newestContaining(
  db: Db,
  { environmentId, texts, limit }: { environmentId: string; texts: readonly string[]; limit: number },
) {
  const newest = db
    .select()
    .from(notifications)
    .where(eq(notifications.environmentId, environmentId))
    .orderBy(desc(notifications.createdAt), desc(notifications.id))
    .limit(newestReadMax)
    .as('newest')
  return db
    .select({
      id: newest.id,
      title: newest.title,
      externalId: newest.externalId,
      type: newest.type,
      userId: customers.userId,
      anonymousId: customers.anonymousId,
    })
    .from(newest)
    .leftJoin(customers, eq(customers.id, newest.customerId))
    .where(or(...texts.map((text) => sql`${folded(newest.externalId)} like ${folded(`%${likeable(text)}%`)}`)))
    .orderBy(desc(newest.createdAt), desc(newest.id))
    .limit(limit)
}

/** Conversations by the platform's ID, each with the customer of one of its notifications. */
export function lookUpConversations(db: Db, { environmentIds, match, limit }: Across) {
  return db
    .selectDistinctOn([notifications.environmentId, notifications.conversationId], {
      environmentId: notifications.environmentId,
      conversationId: notifications.conversationId,
      userId: customers.userId,
      anonymousId: customers.anonymousId,
    })
    .from(notifications)
    .leftJoin(customers, eq(customers.id, notifications.customerId))
    .where(
      and(
        inArray(notifications.environmentId, environmentIds),
        inArray(notifications.conversationId, inEachCase(match.names)),
      ),
    )
    .orderBy(notifications.environmentId, notifications.conversationId)
    .limit(limit)
}

/** The index has IDs as given, but people's tools change the case of letters. */
const inEachCase = (names: string[]) => [
  ...new Set(names.flatMap((name) => [name, name.toLowerCase(), name.toUpperCase()])),
]
