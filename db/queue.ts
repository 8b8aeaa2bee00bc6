import { type SQL, sql } from 'drizzle-orm'
import PgBoss from 'pg-boss'
import type { Db } from './client'
import { type Transport, transports } from './schema/notifications'

// pg-boss gives the tables, their migrations and the insert. Claiming, giving back and ending jobs is in
// queries/jobs.ts: pg-boss sorts the whole backlog at each fetch, and keeps finished jobs beside the waiting ones.

type ExecuteSql = (text: string, values?: unknown[]) => Promise<{ rows: unknown[] }>

/** A queue each, so that a company's slow endpoint never stands before an APNs push. */
export const queueNames: readonly Transport[] = transports

/** A job has its delivery's id, so that neither needs a column for the other. */
export type NewJob = { id: string; transport: Transport; environmentId: string; startAfter?: Date }

/** Makes pg-boss's tables and our queues, or brings them up to date. */
export async function installQueue(executeSql: ExecuteSql) {
  const boss = openBoss(executeSql)
  await boss.start()
  for (const name of queueNames) await boss.createQueue(name, { name, policy: 'standard' })
}

/** In the caller's transaction: a delivery and its job exist together or not at all. */
export async function insertJobs(db: Db, jobs: NewJob[]) {
  if (jobs.length === 0) return
  await inserter.insert(
    jobs.map(({ id, transport, environmentId, startAfter }) => ({
      id,
      name: transport,
      singletonKey: environmentId,
      startAfter: startAfter?.toISOString(),
    })),
    { db: { executeSql: (text, values) => executeIn(db, text, values) } },
  )
}

const inserter = openBoss(() => Promise.reject(new Error('Jobs are inserted in a transaction of ours.')))

function openBoss(executeSql: ExecuteSql) {
  return new PgBoss({ db: { executeSql }, supervise: false, schedule: false, migrate: true })
}

/** pg-boss's `$1` text as a drizzle statement, so that it runs inside the transaction. */
async function executeIn(db: Db, text: string, values: unknown[]) {
  const parts: SQL[] = text
    .split(/\$(\d+)/)
    .map((part, index) => (index % 2 === 0 ? sql.raw(part) : sql`${sql.param(values[Number(part) - 1] ?? null)}`))
  const result = await db.execute(sql.join(parts))
  return result as unknown as { rows: unknown[] }
}
