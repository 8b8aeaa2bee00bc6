import { and, asc, eq, gt, lt, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { workers } from '@/db/schema/queue'

/** Several heartbeats. */
const aliveFor = sql`interval '20 seconds'`

/** That this worker runs; written again and again. */
export async function noteWorker(
  db: Db,
  worker: Pick<typeof workers.$inferInsert, 'version' | 'host' | 'startedAt'> & { id: string },
) {
  const lastSeenAt = sql`now()`
  await db
    .insert(workers)
    .values({ ...worker, lastSeenAt })
    .onConflictDoUpdate({ target: workers.id, set: { lastSeenAt } })
}

/** It has stopped. One that was killed stays, and is seen no more. */
export async function removeWorker(db: Db, { id }: { id: string }) {
  await db.delete(workers).where(eq(workers.id, id))
}

export function listWorkers(db: Db) {
  return db
    .select({
      id: workers.id,
      version: workers.version,
      host: workers.host,
      startedAt: workers.startedAt,
      lastSeenAt: workers.lastSeenAt,
      isAlive: sql<boolean>`${workers.lastSeenAt} > now() - ${aliveFor}`,
    })
    .from(workers)
    .orderBy(asc(workers.startedAt))
}

export async function countLiveWorkers(db: Db): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(workers)
    .where(gt(workers.lastSeenAt, sql`now() - ${aliveFor}`))
  return row?.count ?? 0
}

/** Whether one of them has missed a heartbeat a short time ago, and what it held may be free for others. */
export async function hasSilentWorker(db: Db): Promise<boolean> {
  const rows = await db
    .select({ id: workers.id })
    .from(workers)
    .where(
      and(
        lt(workers.lastSeenAt, sql`now() - interval '8 seconds'`),
        gt(workers.lastSeenAt, sql`now() - interval '2 minutes'`),
      ),
    )
    .limit(1)
  return rows.length > 0
}
