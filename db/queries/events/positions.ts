import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { runSql } from '@/db/raw'

/** A place in the order of events; both parts are PostgreSQL bigints. */
export type EventPlace = { position: string; number: string }
export const eventPlaceBefore = (position: string): EventPlace => ({ position, number: '0' })

const ahead = sql`coalesce((select ahead from event_clock), 0)`

/** The position of events that this transaction records. */
export const ownPosition: SQL = sql`(select pg_current_xact_id()::text::bigint + ${ahead})`

/** Every transaction with a lower position has ended, so no more events can be recorded there. */
export const settledBefore: SQL = sql`(select pg_snapshot_xmin(pg_current_snapshot())::text::bigint + ${ahead})`

/** Events recorded from now on come after this place. */
export async function eventPlaceNow(db: Db): Promise<EventPlace> {
  const { rows } = await runSql<{ position: string }>(db, sql`select ${settledBefore}::text as position`)
  return eventPlaceBefore(rows[0]?.position ?? '0')
}

/** Reads the clock after taking the snapshot: later transactions get numbers not yet assigned in it. */
export async function markPosition(db: Db) {
  await runSql(
    db,
    sql`insert into event_marks (at, position)
        select clock_timestamp(), ${settledBefore}
        where not exists (select from event_marks where at > clock_timestamp() - interval '1 minute')
        on conflict do nothing`,
  )
}

/** All events recorded at this time or later come after this place, and some from up to a minute earlier too. */
export async function eventPlaceAt(db: Db, { at }: { at: Date }): Promise<EventPlace> {
  const { rows } = await runSql<{ position: string }>(
    db,
    sql`select coalesce(max(position), 0)::text as position from event_marks where at <= ${at.toISOString()}::timestamptz`,
  )
  return eventPlaceBefore(rows[0]?.position ?? '0')
}

/** The position of events that this transaction would record. */
export async function positionOfOwn(db: Db): Promise<string> {
  const { rows } = await runSql<{ position: string }>(db, sql`select ${ownPosition}::text as position`)
  return rows[0]?.position ?? '0'
}
