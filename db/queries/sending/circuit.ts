import { and, eq, gt, gte, lt, lte, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { companyEndpoints } from '@/db/schema/credentials'

/** Failures in a row that open the circuit. */
export const failuresBeforeOpen = 5
/** How long a probe may take; then another may go. */
const probeMs = 15_000
const retryAfterMsMax = 3_600_000

/** Half open: takes the one request that all workers together may send. Returns false to all but one. */
export async function takeProbe(
  db: Db,
  { environmentId, now }: { environmentId: string; now: Date },
): Promise<boolean> {
  const taken = await db
    .update(companyEndpoints)
    .set({ openUntil: new Date(now.getTime() + probeMs) })
    .where(
      and(
        eq(companyEndpoints.environmentId, environmentId),
        gte(companyEndpoints.failuresInRow, failuresBeforeOpen),
        lte(companyEndpoints.openUntil, now),
      ),
    )
    .returning({ environmentId: companyEndpoints.environmentId })
  return taken.length > 0
}

/**
 * Counts a failure. From the fifth on the circuit is open: for 10 s, doubling up to 40 s with each failed probe, so
 * that a repair shows within a minute, or for as long as the endpoint asks, up to an hour. Failures of requests in
 * flight when it opened don't count. Returns until when it is open.
 */
export async function countFailure(
  db: Db,
  {
    environmentId,
    isProbe,
    retryAfterMs,
    now,
  }: { environmentId: string; isProbe: boolean; retryAfterMs: number; now: Date },
) {
  const askedSeconds = Math.min(retryAfterMs, retryAfterMsMax) / 1000
  const failures = sql`${companyEndpoints.failuresInRow} + 1`
  const [row] = await db
    .update(companyEndpoints)
    .set({
      failuresInRow: failures,
      openUntil: sql`case when ${failures} >= ${failuresBeforeOpen} then ${now.toISOString()}::timestamptz
        + greatest(least(40, 10 * 2 ^ least(${failures} - ${failuresBeforeOpen}, 10)), ${askedSeconds}) * interval '1 second' end`,
    })
    .where(
      and(
        eq(companyEndpoints.environmentId, environmentId),
        isProbe ? undefined : lt(companyEndpoints.failuresInRow, failuresBeforeOpen),
      ),
    )
    .returning({ failuresInRow: companyEndpoints.failuresInRow, openUntil: companyEndpoints.openUntil })
  return row
}

/** Closes the circuit after a response. Returns true if there had been failures. */
export async function closeCircuit(db: Db, { environmentId }: { environmentId: string }): Promise<boolean> {
  const closed = await db
    .update(companyEndpoints)
    .set({ failuresInRow: 0, openUntil: null })
    .where(and(eq(companyEndpoints.environmentId, environmentId), gt(companyEndpoints.failuresInRow, 0)))
    .returning({ environmentId: companyEndpoints.environmentId })
  return closed.length > 0
}
