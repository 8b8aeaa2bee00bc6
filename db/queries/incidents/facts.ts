import { and, eq, gt, gte, inArray, isNotNull, isNull, lt, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { isInUse } from '@/db/queries/in-use'
import { runSql, uuids } from '@/db/raw'
import { apps, companies, environments } from '@/db/schema/companies'
import { apiKeys, companyEndpoints } from '@/db/schema/credentials'
import { incidents } from '@/db/schema/incidents'
import type { AttemptOutcome, Transport } from '@/db/schema/notifications'
import { workers } from '@/db/schema/queue'

// What the detector reads every few seconds. Each query reads little, whatever the size of the log. The time is a
// parameter so that a test can let hours pass.

type At = { now: Date }

const before = (now: Date, seconds: number) => new Date(now.getTime() - seconds * 1000)
const instant = (at: Date) => sql`${at.toISOString()}::timestamptz`

export type AttemptFact = {
  environmentId: string
  transport: Transport
  outcome: AttemptOutcome | 'reported'
  reason: string | null
  /** Counts in the last minute, and in the last five. */
  lastMinute: number
  lastFive: number
  /** The total for the last minute. */
  durationMs: number
  firstAt: Date
  lastAt: Date
}

/** Attempt outcomes in the last five minutes. */
export async function recentAttempts(db: Db, { now }: At): Promise<AttemptFact[]> {
  const minuteAgo = instant(before(now, 60))
  const { rows } = await runSql<Omit<AttemptFact, 'firstAt' | 'lastAt'> & { firstMs: number; lastMs: number }>(
    db,
    sql`select environment_id as "environmentId", transport, outcome, reason,
          coalesce(sum(count) filter (where at > ${minuteAgo}), 0)::int as "lastMinute", sum(count)::int as "lastFive",
          coalesce(sum(duration_ms::bigint) filter (where at > ${minuteAgo}), 0)::float8 as "durationMs",
          (extract(epoch from min(at)) * 1000)::float8 as "firstMs", (extract(epoch from max(at)) * 1000)::float8 as "lastMs"
        from attempt_counts where at > ${instant(before(now, 300))} and at <= ${instant(before(now, -5))}
        group by environment_id, transport, outcome, reason
        having outcome <> 'reported' or sum(count) > 0`,
  )
  return rows.map(({ firstMs, lastMs, ...row }) => ({ ...row, firstAt: new Date(firstMs), lastAt: new Date(lastMs) }))
}

/** When incidents of a cause were open: those times don't count as usual. */
const incidentsOf = (cause: string, { since }: { since: Date }) => sql`
  select environment_id, opened_at, coalesce(closed_at, 'infinity') as closed_at from ${incidents}
  where cause = ${cause} and environment_id is not null and coalesce(closed_at, 'infinity') > ${instant(since)}`

/** The same before that: the usual level. */
export const usualAttempts = (db: Db, { now }: At) =>
  attemptsBetween(db, {
    from: before(now, 6 * 3_600),
    until: before(now, 300),
    only: sql`and not exists (select from (${incidentsOf('dead_tokens_rising', { since: before(now, 6 * 3_600) })}) as i
      where i.environment_id = attempt_counts.environment_id and attempt_counts.at between i.opened_at and i.closed_at)`,
  })

/** For environments where five minutes have too few attempts. */
export const attemptsOfLastHour = async (db: Db, { now, environmentIds }: At & { environmentIds: string[] }) =>
  environmentIds.length === 0
    ? []
    : attemptsBetween(db, {
        from: before(now, 3_600),
        until: before(now, -5),
        only: sql`and environment_id = any(${uuids(environmentIds)})`,
      })

async function attemptsBetween(db: Db, { from, until, only }: { from: Date; until: Date; only: SQL }) {
  const { rows } = await runSql<{ environmentId: string; reason: string | null; count: number }>(
    db,
    sql`select environment_id as "environmentId", reason, sum(count)::int as count
        from attempt_counts
        where at > ${instant(from)} and at <= ${instant(until)} and transport = 'apns' ${only}
        group by environment_id, reason`,
  )
  return rows
}

/** Environments on hold, and how many devices got the rejection. */
export function heldEnvironments(db: Db) {
  return db
    .select({
      environmentId: environments.id,
      reason: sql<string>`${environments.blockedReason}`,
      since: sql<Date>`${environments.blockedAt}`.mapWith(environments.blockedAt),
      devices: sql<number>`(select count(distinct d.address) from deliveries d
        where d.id = any(${environments.blockedBy}))::int`,
    })
    .from(environments)
    .innerJoin(apps, eq(apps.id, environments.appId))
    .innerJoin(companies, eq(companies.id, apps.companyId))
    .where(and(isInUse, isNotNull(environments.blockedReason)))
}

/** Company APIs with enough failures in a row to open the circuit. */
export function restingEndpoints(db: Db) {
  return db
    .select({
      environmentId: companyEndpoints.environmentId,
      failuresInRow: companyEndpoints.failuresInRow,
      openUntil: companyEndpoints.openUntil,
    })
    .from(companyEndpoints)
    .where(gte(companyEndpoints.failuresInRow, 5))
}

export type EndpointLimits = Awaited<ReturnType<typeof limitsOfEndpoints>>[number]

/** The rate and concurrency limits of these company APIs, across all workers. */
export async function limitsOfEndpoints(db: Db, { environmentIds }: { environmentIds: string[] }) {
  if (environmentIds.length === 0) return []
  return db
    .select({
      environmentId: companyEndpoints.environmentId,
      ratePerSecondMax: companyEndpoints.ratePerSecondMax,
      concurrencyMax: companyEndpoints.concurrencyMax,
    })
    .from(companyEndpoints)
    .where(inArray(companyEndpoints.environmentId, environmentIds))
}

export type QueueFact = {
  environmentId: string
  transport: Transport
  isUnderWay: boolean
  count: number
  /** Those whose request has left, or is about to. */
  requested: number
  oldestMs: number
}

/** A worker that lives renews its leases of 15 s every 4 s, so less is left only of one that has died. */
const leftSecondsMin = 7

/**
 * The oldest overdue deliveries that a live worker holds or none has claimed, by lane and environment. Unclaimed ones are
 * read on their own, because workers may hold hundreds of older ones.
 */
export async function oldestInQueue(db: Db, { now, olderThanSeconds }: At & { olderThanSeconds: number }) {
  const oldest = (only = sql``) => sql`
    select environment_id, transport, leased_until, is_requested, due_at from due_deliveries
    where transport = lane.name and due_at <= ${instant(before(now, olderThanSeconds))} ${only}
    order by due_at, uuid_send(delivery_id) limit 500`
  const { rows } = await runSql<QueueFact>(
    db,
    sql`select environment_id as "environmentId", transport, leased_until is not null as "isUnderWay", count(*)::int as count,
          (count(*) filter (where is_requested))::int as requested,
          (extract(epoch from ${instant(now)} - min(due_at)) * 1000)::float8 as "oldestMs"
        from (values ('apns'), ('company_api')) as lane(name) cross join lateral (
          select * from (${oldest()}) as first where leased_until > ${instant(before(now, -leftSecondsMin))}
          union all select * from (${oldest(sql`and leased_until is null`)}) as unclaimed
        ) as oldest group by environment_id, transport, leased_until is not null`,
  )
  return rows
}

/** How many workers were seen within this time, and when the last one was. */
export async function workersSeen(db: Db, { now, withinSeconds }: At & { withinSeconds: number }) {
  const [row] = await db
    .select({
      alive: sql<number>`(count(*) filter (where ${gt(workers.lastSeenAt, before(now, withinSeconds))}))::int`,
      lastSeenAt: sql<Date | null>`max(${workers.lastSeenAt})`.mapWith(workers.lastSeenAt),
    })
    .from(workers)
  return { alive: row?.alive ?? 0, lastSeenAt: row?.lastSeenAt ?? null }
}

/** Keys in use that expire soon. */
export function keysThatEnd(db: Db, { now, withinSeconds }: At & { withinSeconds: number }) {
  return db
    .select({
      id: apiKeys.id,
      environmentId: apiKeys.environmentId,
      name: apiKeys.name,
      expiresAt: sql<Date>`${apiKeys.expiresAt}`.mapWith(apiKeys.expiresAt),
    })
    .from(apiKeys)
    .where(
      and(
        isNull(apiKeys.revokedAt),
        gt(apiKeys.expiresAt, now),
        lt(apiKeys.expiresAt, before(now, -withinSeconds)),
        gt(apiKeys.lastUsedAt, before(now, 7 * 86_400)),
      ),
    )
}

/** Client certificates that expire soon. After expiry, the company API's own rejections show the fault. */
export function certificatesThatEnd(db: Db, { now, withinSeconds }: At & { withinSeconds: number }) {
  const endsAt = companyEndpoints.clientCertificateEndsAt
  return db
    .select({ environmentId: companyEndpoints.environmentId, endsAt: sql<Date>`${endsAt}`.mapWith(endsAt) })
    .from(companyEndpoints)
    .where(and(gt(endsAt, now), lt(endsAt, before(now, -withinSeconds))))
}

export type ReceiptFact = {
  environmentId: string
  recent: number
  received: number
  usual: number
  usuallyReceived: number
}

/** How many of the newest accepted pushes, and of earlier ones, have a receipt. */
export async function confirmedShares(db: Db, { now, environmentIds }: At & { environmentIds: string[] }) {
  if (environmentIds.length === 0) return []
  const newest = (from: number, until: number, limit: number, only = sql``) => sql`
    select count(*)::int as made, (count(*) filter (where received_at is not null))::int as received from (
      select received_at from deliveries
      where environment_id = e.id and created_at > ${instant(before(now, from))} and created_at <= ${instant(before(now, until))}
        and transport = 'apns' and state = 'accepted' ${only}
      order by created_at desc, id desc limit ${limit}) as newest`
  const isUsual = sql`and not exists (select from collapsed i
    where i.environment_id = e.id and deliveries.created_at between i.opened_at and i.closed_at)`
  const { rows } = await runSql<ReceiptFact>(
    db,
    sql`with collapsed as (${incidentsOf('receipts_collapsed', { since: before(now, 2 * 86_400) })})
        select e.id as "environmentId", recent.made as recent, recent.received, usual.made as usual,
          usual.received as "usuallyReceived"
        from unnest(${`{${environmentIds.join(',')}}`}::uuid[]) as e(id)
          cross join lateral (${newest(900, 20, 30)}) as recent
          cross join lateral (${newest(2 * 86_400, 1_200, 300, isUsual)}) as usual`,
  )
  return rows
}
