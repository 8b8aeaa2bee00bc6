import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { runSql, uuids } from '@/db/raw'
import { callCounts } from '@/db/schema/traffic'

const instant = (at: Date) => sql`${at.toISOString()}::timestamptz`
const before = (now: Date, seconds: number) => new Date(now.getTime() - seconds * 1000)
const hourOf = (at: Date) => new Date(at.getTime() - (at.getTime() % 3_600_000))

/** The kind of an attempt_counts row. A report moves a count between kinds, so the sum stays the number of requests. */
export const attemptKind = sql`case when outcome = 'accepted' or (outcome = 'reported' and reason is null)
  then 'accepted' else 'not_accepted' end`

export type CallCount = typeof callCounts.$inferInsert

/** A rejected key may be unknown, expired, or revoked: it counts for its environment, if it has one. */
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
  /** Rejected because of the caller: an invalid key, or a token that proves no identity. */
  isRefused: boolean
  lastMinute: number
  lastFive: number
  /** The same call's count after the last rejection. */
  sinceRefused: number
  firstMs: number
}

/** Responses to registrations and evaluations in the last five minutes. */
export async function recentCalls(db: Db, { now }: { now: Date }): Promise<CallFact[]> {
  const { rows } = await runSql<CallFact>(
    db,
    sql`with counted as (
          select *, coalesce(code in ('key_invalid', 'key_kind') or starts_with(code, 'identity_'), false) as is_refused
          from call_counts where at > ${instant(before(now, 300))} and at <= ${instant(before(now, -5))}
        ), refused as (
          select environment_id, call, max(at) as last_at from counted where is_refused group by environment_id, call
        )
        select c.environment_id as "environmentId", c.call, c.code, c.is_refused as "isRefused", sum(c.count)::int as "lastFive",
          coalesce(sum(c.count) filter (where c.at > ${instant(before(now, 60))}), 0)::int as "lastMinute",
          coalesce(sum(c.count) filter (where c.at > refused.last_at), 0)::int as "sinceRefused",
          (extract(epoch from min(c.at)) * 1000)::float8 as "firstMs"
        from counted c left join refused on refused.environment_id = c.environment_id and refused.call = c.call
        group by c.environment_id, c.call, c.code, c.is_refused`,
  )
  return rows
}

export type TrafficFact = {
  environmentId: string
  /** The minimum of the last whole hours; null if one had no traffic. */
  leastCount: number | null
  recent: number
  /** The lower of this hour and the next, a day or week earlier; null if no hours are known from then. */
  dayBefore: number | null
  weekBefore: number | null
}

/**
 * Environments that sent in each of the last whole hours, plus those given: what they sent recently, and earlier at
 * this time of day.
 */
export async function steadyTraffic(
  db: Db,
  {
    now,
    hours,
    recentSeconds,
    environmentIds,
  }: { now: Date; hours: number; recentSeconds: number; environmentIds: string[] },
): Promise<TrafficFact[]> {
  const sentAt = (hour: SQL) => sql`
    (select coalesce(sum(count), 0)::int from traffic_hours t
      where t.environment_id = places.environment_id and t.hour = ${hour} and t.kind in ('accepted', 'not_accepted'))`
  const earlier = (days: number) => {
    const hour = instant(hourOf(before(now, days * 86_400)))
    return sql`case when exists (select from traffic_hours t
        where t.environment_id = places.environment_id and t.hour <= ${hour})
      then least(${sentAt(hour)}, ${sentAt(sql`${hour} + interval '1 hour'`)}) end`
  }
  const { rows } = await runSql<TrafficFact>(
    db,
    sql`with steady as (
          select environment_id, min(sent)::int as least from (
            select environment_id, hour, sum(count) as sent from traffic_hours
            where hour > ${instant(before(now, (hours + 2) * 3_600))} and kind in ('accepted', 'not_accepted')
            group by environment_id, hour) as by_hour
          group by environment_id having count(*) >= ${hours}
        ), places as (
          select environment_id from steady union select unnest(${uuids(environmentIds)})
        ), recent as (
          select environment_id, sum(count)::int as sent from attempt_counts
          where at > ${instant(before(now, recentSeconds))} and at <= ${instant(before(now, -5))} group by environment_id
        )
        select places.environment_id as "environmentId", steady.least as "leastCount", coalesce(recent.sent, 0) as recent,
          ${earlier(1)} as "dayBefore", ${earlier(7)} as "weekBefore"
        from places left join steady on steady.environment_id = places.environment_id
          left join recent on recent.environment_id = places.environment_id`,
  )
  return rows
}

/**
 * Sums each finished hour once; repeating it changes nothing. The source rows are kept for longer than a detector is
 * likely to be down.
 */
export async function rollHours(db: Db, { from, until }: { from: Date; until: Date }) {
  await runSql(
    db,
    sql`insert into traffic_hours (environment_id, hour, kind, count)
        select environment_id, hour, kind, least(sum(count), 2147483647)::int from (
          select environment_id, at, ${attemptKind} as kind, count
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
