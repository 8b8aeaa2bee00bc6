import { sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { runSql } from '@/db/raw'
import type { Processed } from './apns'

type State = { state: string; count: number }
const openStates = ['queued', 'sending', 'retrying']

export async function statesOf({ db }: Database, environmentId: string): Promise<State[]> {
  const { rows } = await runSql<State>(
    db,
    sql`select state, count(*)::int as count from deliveries where environment_id = ${environmentId} group by state`,
  )
  return rows
}

export const openCount = (states: State[]) =>
  states.filter(({ state }) => openStates.includes(state)).reduce((sum, { count }) => sum + count, 0)

/** The number of attempts, as counted on deliveries and as recorded in the attempts log. */
export async function attemptsMade({ db }: Database, environmentId: string) {
  const { rows } = await runSql<{ counted: number; noted: number }>(
    db,
    sql`select coalesce(sum(attempt_count), 0)::int as counted,
          (select count(*)::int from attempts where environment_id = ${environmentId}) as noted
        from deliveries where environment_id = ${environmentId}`,
  )
  return { counted: rows[0]?.counted ?? 0, noted: rows[0]?.noted ?? 0 }
}

/** Acknowledged messages without a notification or a delivery. */
export async function lostMessages({ db }: Database, environmentId: string, acknowledged: string[]) {
  const { rows } = await runSql<{ id: string }>(
    db,
    sql`select n.external_id as id from notifications n join deliveries d on d.notification_id = n.id
        where n.environment_id = ${environmentId}`,
  )
  const found = new Set(rows.map(({ id }) => id))
  return acknowledged.filter((id) => !found.has(id))
}

/** The number of deliveries recorded as accepted that APNs never saw. */
export async function neverSent({ db }: Database, environmentId: string, processed: Processed[]) {
  const { rows } = await runSql<{ id: string }>(
    db,
    sql`select id from deliveries where environment_id = ${environmentId} and state = 'accepted'`,
  )
  const seen = new Set(processed.map(({ id }) => id))
  return rows.filter(({ id }) => !seen.has(id)).length
}

/** The number of pushes that APNs processed more than once, and how many of those would appear twice on a phone. */
export function repeats(processed: Processed[]) {
  const byId = new Map<string, Processed[]>()
  for (const push of processed) byId.set(push.id, [...(byId.get(push.id) ?? []), push])
  const repeated = [...byId.values()].filter((pushes) => pushes.length > 1)
  const differing = repeated.filter(
    (pushes) => new Set(pushes.map(({ token, collapseId }) => token + collapseId)).size > 1,
  )
  return { repeated: repeated.length, differing: differing.length }
}
