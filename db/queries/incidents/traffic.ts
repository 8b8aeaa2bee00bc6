import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { runSql } from '@/db/raw'
import { callCounts } from '@/db/schema/traffic'

const instant = (at: Date) => sql`${at.toISOString()}::timestamptz`
const before = (now: Date, seconds: number) => new Date(now.getTime() - seconds * 1000)

export type CallCount = typeof callCounts.$inferInsert

/** The same key may be unknown, expired, or revoked: counted for the environment that it was of, if it was of one. */
export async function addCallCounts(
  db: Db,
  { counts, refusedKeys, at }: { counts: CallCount[]; refusedKeys: RefusedKey[]; at: Date },
) {
  if (counts.length > 0) await db.insert(callCounts).values(counts)
  if (refusedKeys.length === 0) return
  await runSql(
    db,
    sql`insert into call_counts (at, environment_id, call, code, count)
        select ${instant(at)}, api_keys.environment_id, given.call, 'key_invalid', sum(given.count)::int
        from jsonb_to_recordset(${JSON.stringify(refusedKeys)}::jsonb) as given("keyHash" text, call text, count int)
          join api_keys on api_keys.key_hash = given."keyHash"
        group by api_keys.environment_id, given.call`,
  )
}
export type RefusedKey = { keyHash: string; call: string; count: number }

export type CallFact = {
  environmentId: string
  call: 'registration' | 'evaluation'
  code: string | null
  lastMinute: number
  lastFive: number
  firstMs: number
}

/** How registrations and evaluations were answered in the last five minutes. */
export async function recentCalls(db: Db, { now }: { now: Date }): Promise<CallFact[]> {
  const { rows } = await runSql<CallFact>(
    db,
    sql`select environment_id as "environmentId", call, code, sum(count)::int as "lastFive",
          coalesce(sum(count) filter (where at > ${instant(before(now, 60))}), 0)::int as "lastMinute",
          (extract(epoch from min(at)) * 1000)::float8 as "firstMs"
        from call_counts where at > ${instant(before(now, 300))} and at <= ${instant(before(now, -5))}
        group by environment_id, call, code`,
  )
  return rows
}

export type TrafficFact = {
  environmentId: string
  hours: number
  leastCount: number
  recent: number
  lastMs: number | null
}

/** Environments that sent in each of the last whole hours, with the least of them, and what they sent since a while ago. */
export async function steadyTraffic(
  db: Db,
  { now, hours, recentSeconds }: { now: Date; hours: number; recentSeconds: number },
): Promise<TrafficFact[]> {
  const { rows } = await runSql<TrafficFact>(
    db,
    sql`with steady as (
          select environment_id, count(*)::int as hours, min(sent)::int as least from (
            select environment_id, hour, sum(count) as sent from traffic_hours
            where hour > ${instant(before(now, (hours + 2) * 3_600))} and kind in ('accepted', 'not_accepted')
            group by environment_id, hour order by hour desc) as by_hour
          group by environment_id having count(*) >= ${hours}
        ), recent as (
          select environment_id, sum(count)::int as sent, max(at) as last_at from attempt_counts
          where at > ${instant(before(now, recentSeconds))} and at <= ${instant(before(now, -5))} group by environment_id
        )
        select steady.environment_id as "environmentId", steady.hours, steady.least as "leastCount",
          coalesce(recent.sent, 0) as recent, (extract(epoch from recent.last_at) * 1000)::float8 as "lastMs"
        from steady left join recent on recent.environment_id = steady.environment_id`,
  )
  return rows
}

/**
 * The hours that are over since then, summed once: a repeat changes nothing. The rows that they are made of are kept for longer
 * than a detector is likely to be away.
 */
export async function rollHours(db: Db, { from, until }: { from: Date; until: Date }) {
  await runSql(
    db,
    sql`insert into traffic_hours (environment_id, hour, kind, count)
        select environment_id, hour, kind, least(sum(count), 2147483647)::int from (
          select environment_id, at, case when outcome = 'accepted' then 'accepted' else 'not_accepted' end as kind, count
            from attempt_counts where at >= ${instant(from)} and at < ${instant(until)}
          union all select environment_id, at, kind, count
            from receipt_counts where at >= ${instant(from)} and at < ${instant(until)}
          union all select environment_id, at, case when code is null then 'call' else 'call_refused' end, count
            from call_counts where at >= ${instant(from)} and at < ${instant(until)}
        ) as counted, lateral (select date_trunc('hour', at at time zone 'UTC') at time zone 'UTC' as hour) as of_hour
        group by environment_id, hour, kind
        on conflict do nothing`,
  )
}
