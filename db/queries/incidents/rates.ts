import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { runSql, uuids } from '@/db/raw'

import { attemptKind } from './traffic'

type Which = { environmentIds: string[]; now: Date }

const instant = (at: Date) => sql`${at.toISOString()}::timestamptz`
const before = (now: Date, seconds: number) => new Date(now.getTime() - seconds * 1000)

export type RateCount = { kind: string; label: string; one: number; five: number; fifteen: number }

/** Counts for the last 1, 5, and 15 minutes: attempts by outcome and reason, calls by code. */
export async function recentCounts(db: Db, { environmentIds, now }: Which): Promise<RateCount[]> {
  const within = (seconds: number) =>
    sql`(coalesce(sum(count) filter (where at > ${instant(before(now, seconds))}), 0))::int`
  const counted = (table: string, kind: string, label: string) => sql`
    select ${sql.raw(kind)} as kind, ${sql.raw(label)} as label, ${within(60)} as one, ${within(300)} as five, ${within(900)} as fifteen
    from ${sql.raw(table)} where at > ${instant(before(now, 900))} and at <= ${instant(now)} and environment_id = any(${uuids(environmentIds)})
    group by 1, 2`
  const { rows } = await runSql<RateCount>(
    db,
    sql`${counted('attempt_counts', 'transport', "coalesce(reason, 'accepted')")}
      union all ${counted('call_counts', 'call', "coalesce(code, '')")}`,
  )
  return rows
}

export type ArrivalCount = {
  transport: 'apns' | 'company_api'
  appVersion: string
  osVersion: string
  kind: 'received' | 'opened'
  bucket: number
  one: number
  five: number
  fifteen: number
}

/** Receipts in that time, by transport and versions, in buckets of how long they took. */
export async function recentReceipts(db: Db, { environmentIds, now }: Which): Promise<ArrivalCount[]> {
  const within = (seconds: number) =>
    sql`(coalesce(sum(count) filter (where at > ${instant(before(now, seconds))}), 0))::int`
  const { rows } = await runSql<ArrivalCount>(
    db,
    sql`select transport, app_version as "appVersion", os_version as "osVersion", kind, bucket, ${within(60)} as one,
          ${within(300)} as five, ${within(900)} as fifteen
        from receipt_counts where at > ${instant(before(now, 900))} and at <= ${instant(now)} and environment_id = any(${uuids(environmentIds)})
        group by transport, app_version, os_version, kind, bucket`,
  )
  return rows
}

export type MinuteCount = { minute: number; accepted: number; notAccepted: number; received: number }

/** The last hour by the minute; 0 is the oldest. */
export async function lastHourByMinute(db: Db, { environmentIds, now }: Which): Promise<MinuteCount[]> {
  const from = instant(before(now, 3_600))
  const { rows } = await runSql<MinuteCount>(
    db,
    sql`select floor(extract(epoch from at - ${from}) / 60)::int as minute,
          (coalesce(sum(count) filter (where kind = 'accepted'), 0))::int as accepted,
          (coalesce(sum(count) filter (where kind = 'not_accepted'), 0))::int as "notAccepted",
          (coalesce(sum(count) filter (where kind = 'received'), 0))::int as received
        from (
          select at, ${attemptKind} as kind, count from attempt_counts
            where environment_id = any(${uuids(environmentIds)}) and at > ${from} and at <= ${instant(now)}
          union all select at, kind, count from receipt_counts
            where environment_id = any(${uuids(environmentIds)}) and at > ${from} and at <= ${instant(now)}
        ) as counted group by 1`,
  )
  return rows
}

export type HourCount = { hourMs: number; accepted: number; notAccepted: number; received: number }

/** Whole hours since then. */
export async function hoursOfTraffic(
  db: Db,
  { environmentIds, since }: { environmentIds: string[]; since: Date },
): Promise<HourCount[]> {
  const of = (kind: string) => sql`(coalesce(sum(count) filter (where kind = ${kind}), 0))::int`
  const { rows } = await runSql<HourCount>(
    db,
    sql`select (extract(epoch from hour) * 1000)::float8 as "hourMs", ${of('accepted')} as accepted,
          ${of('not_accepted')} as "notAccepted", ${of('received')} as received
        from traffic_hours where environment_id = any(${uuids(environmentIds)}) and hour >= ${instant(since)} group by hour`,
  )
  return rows
}

/** The running worker versions, and how long ago each last reported. */
export async function workersByVersion(db: Db, { now }: { now: Date }) {
  const { rows } = await runSql<{ version: string; alive: number; lagMs: number }>(
    db,
    sql`select version, count(*)::int as alive, (extract(epoch from ${instant(now)} - min(last_seen_at)) * 1000)::float8 as "lagMs"
        from workers where last_seen_at > ${instant(before(now, 12))} group by version order by version`,
  )
  return rows
}

/** The age of the oldest waiting delivery, and the number of phones on the prompt's stream. */
export async function waitingAndListening(db: Db, { environmentIds, now }: Which) {
  const { rows } = await runSql<{ oldestMs: number | null; streaming: number }>(
    db,
    sql`select (select (extract(epoch from ${instant(now)} - min(d.created_at)) * 1000)::float8 from deliveries d
            where d.environment_id = any(${uuids(environmentIds)}) and d.state in ('queued', 'sending', 'retrying')) as "oldestMs",
          (select count(*)::int from prompt_clients c where c.environment_id = any(${uuids(environmentIds)}) and c.is_streaming
            and c.last_at > ${instant(before(now, 1_800))}) as streaming`,
  )
  return rows[0] ?? { oldestMs: null, streaming: 0 }
}
