import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { endedEvents, recordingOf } from '@/db/queries/events/record-events'
import { runSql } from '@/db/raw'
import { deliveries, reportedOutcomes } from '@/db/schema/notifications'

type ReportedOutcome = Omit<typeof reportedOutcomes.$inferInsert, 'createdAt'>

export async function findReportedOutcome(db: Db, { deliveryId }: { deliveryId: string }) {
  const [row] = await db
    .select({ state: reportedOutcomes.state, reason: reportedOutcomes.reason, at: reportedOutcomes.at })
    .from(reportedOutcomes)
    .where(eq(reportedOutcomes.deliveryId, deliveryId))
  return row
}

/** Held until the end of the transaction. */
export async function lockDeliveryToReport(db: Db, { environmentId, id }: { environmentId: string; id: string }) {
  const [row] = await db
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.environmentId, environmentId), eq(deliveries.id, id)))
    .for('no key update')
  return row
}

/** Keeps the report, and makes it the delivery's end. */
export async function putReportedOutcome(db: Db, outcome: ReportedOutcome & { now: Date }) {
  const { deliveryId, state, reason = null, at, now } = outcome
  const row = { state, reason, at, createdAt: now }
  await db
    .insert(reportedOutcomes)
    .values({ deliveryId, ...row })
    .onConflictDoUpdate({ target: reportedOutcomes.deliveryId, set: row })
  const [delivery] = await db.update(deliveries).set({ state, reason }).where(eq(deliveries.id, deliveryId)).returning()
  if (!delivery) throw new Error('a locked delivery is gone')
  await runSql(db, recordingOf(endedEvents(sql`(select * from deliveries where id = ${deliveryId})`)))
  return delivery
}
