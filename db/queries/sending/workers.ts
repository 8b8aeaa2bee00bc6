import { and, asc, eq, gt, lt, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { workers } from '@/db/schema/queue'

/** Several heartbeats. */
const aliveFor = sql`interval '20 seconds'`

/** Records a heartbeat of this worker. */
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

/** For a worker that stopped. A killed worker's row stays, without new heartbeats. */
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

/** Whether a worker recently missed heartbeats, so that its deliveries may be up for takeover. */
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
