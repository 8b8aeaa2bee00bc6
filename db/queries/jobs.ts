import { sql } from 'drizzle-orm'
import type { Db } from '../client'
import { run, uuids } from '../raw'

/** Ids of the jobs that wait or are being worked on. */
export async function waitingJobs(db: Db, { ids }: { ids: string[] }) {
  if (ids.length === 0) return []
  const { rows } = await run<{ id: string }>(db, sql`select id from pgboss.job where id = any(${uuids(ids)})`)
  return rows.map(({ id }) => id)
}
