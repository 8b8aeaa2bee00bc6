import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { runSql } from '@/db/raw'

/** A place in the order of events; both are bigints of PostgreSQL. */
export type EventPlace = { position: string; number: string }
export const eventPlaceBefore = (position: string): EventPlace => ({ position, number: '0' })

const ahead = sql`coalesce((select ahead from event_clock), 0)`

/** Of what this transaction records. */
export const ownPosition: SQL = sql`(select pg_current_xact_id()::text::bigint + ${ahead})`

/** Every transaction with a lower position has ended, so no event can be recorded there any more. */
export const settledBefore: SQL = sql`(select pg_snapshot_xmin(pg_current_snapshot())::text::bigint + ${ahead})`

/** What is recorded from now on comes after this. */
export async function eventPlaceNow(db: Db): Promise<EventPlace> {
  const { rows } = await runSql<{ position: string }>(db, sql`select ${settledBefore}::text as position`)
  return eventPlaceBefore(rows[0]?.position ?? '0')
}

/** The clock is read after the snapshot was taken: what begins later has a number that was not yet given then. */
export async function markPosition(db: Db) {
  await runSql(
    db,
    sql`insert into event_marks (at, position)
        select clock_timestamp(), ${settledBefore}
        where not exists (select from event_marks where at > clock_timestamp() - interval '1 minute')
        on conflict do nothing`,
  )
}

/** Nothing that was recorded at this time or later comes before it. Some that was recorded up to a minute earlier comes after it. */
export async function eventPlaceAt(db: Db, { at }: { at: Date }): Promise<EventPlace> {
  const { rows } = await runSql<{ position: string }>(
    db,
    sql`select coalesce(max(position), 0)::text as position from event_marks where at <= ${at.toISOString()}::timestamptz`,
  )
  return eventPlaceBefore(rows[0]?.position ?? '0')
}

/** Where this transaction would record. */
export async function positionOfOwn(db: Db): Promise<string> {
  const { rows } = await runSql<{ position: string }>(db, sql`select ${ownPosition}::text as position`)
  return rows[0]?.position ?? '0'
}
