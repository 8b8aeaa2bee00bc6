import { sql } from 'drizzle-orm'
import type { Db } from './client'
import type { Transport } from './schema/notifications'
import { dueDeliveries } from './schema/queue'

/** Puts a delivery that a test or benchmark created into the queue, by default due now. */
export async function makeDue(
  db: Db,
  delivery: { id: string; transport: Transport; environmentId: string },
  given: Partial<typeof dueDeliveries.$inferInsert> = {},
) {
  const { id: deliveryId, transport, environmentId } = delivery
  await db.insert(dueDeliveries).values({ deliveryId, transport, environmentId, dueAt: sql`now()`, ...given })
}

export const emptyQueue = (db: Db) => db.delete(dueDeliveries)
