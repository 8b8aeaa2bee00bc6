import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { endedEvents, recordingOf } from '@/db/queries/events/record-events'
import { runSql } from '@/db/raw'
import { attemptCounts } from '@/db/schema/incidents'
import { attempts, deliveries, reportedOutcomes, type Transport } from '@/db/schema/notifications'

type ReportedOutcome = Omit<typeof reportedOutcomes.$inferInsert, 'createdAt'>

export async function findReportedOutcome(db: Db, { deliveryId }: { deliveryId: string }) {
  const [row] = await db
    .select({ state: reportedOutcomes.state, reason: reportedOutcomes.reason, at: reportedOutcomes.at })
    .from(reportedOutcomes)
    .where(eq(reportedOutcomes.deliveryId, deliveryId))
  return row
}

/** Locks the row until the transaction ends. */
export async function lockDeliveryToReport(db: Db, { environmentId, id }: { environmentId: string; id: string }) {
  const [row] = await db
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.environmentId, environmentId), eq(deliveries.id, id)))
    .for('no key update')
  return row
}

/** How the last request for the delivery was counted: the reason, or null if it was accepted. */
export async function findCountedReason(db: Db, { deliveryId, number }: { deliveryId: string; number: number }) {
  const [row] = await db
    .select({ outcome: attempts.outcome, reason: attempts.reason })
    .from(attempts)
    .where(and(eq(attempts.deliveryId, deliveryId), eq(attempts.number, number)))
  return row && (row.outcome === 'accepted' ? null : (row.reason ?? row.outcome))
}

type Recount = {
  environmentId: string
  transport: Transport
  /** The reason counted so far, and the one to count from now on. */
  from: string | null
  to: string | null
  now: Date
}

/** Moves one attempt from one reason to another, as of the time of the report. */
export async function recountAttempt(db: Db, { from, to, now: at, ...where }: Recount) {
  const row = { ...where, at, outcome: 'reported' as const, durationMs: 0 }
  await db.insert(attemptCounts).values([
    { ...row, reason: from, count: -1 },
    { ...row, reason: to, count: 1 },
  ])
}

/** Stores the report and makes it the delivery's final state. */
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
