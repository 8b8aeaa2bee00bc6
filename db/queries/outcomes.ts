import { and, eq, gte, inArray, ne, sql } from 'drizzle-orm'
import type { Db } from '../client'
import { erased } from '../erased'
import { json, run, uuids } from '../raw'
import { inOrder } from '../row-order'
import { environments } from '../schema/companies'
import { type AttemptOutcome, deliveries } from '../schema/notifications'

export type OutcomeRow = {
  id: string
  environmentId: string
  /** Null: the delivery stays as it is, and only goes back into the queue. */
  state: string | null
  reason: string | null
  isUncertain: boolean
  /** Back into the queue, due then; null: it has ended. */
  startAfter: Date | null
  /** It waits only while its environment is blocked. */
  waitsForRepair: boolean
  endedAt: Date | null
  attempt: {
    number: number
    outcome: AttemptOutcome
    status: number | null
    reason: string | null
    request: unknown
    response: unknown
    apnsUniqueId: string | null
    startedAt: Date
    durationMs: number
  } | null
}

/**
 * Attempts, deliveries and queue of a whole batch in one statement. A delivery that was suppressed while its push was under
 * way was still sent: what APNs accepted counts. Writing a batch twice is harmless, as a commit whose answer got lost is
 * repeated; and an answer that comes after its worker was given up takes the place of the attempt noted as unknown.
 * Gives the deliveries whose customer was erased meanwhile: of their requests only the outcome is written.
 */
export async function writeOutcomes(db: Db, { rows }: { rows: OutcomeRow[] }): Promise<Set<string>> {
  await holdRepairs(db, [...new Set(rows.filter((row) => row.waitsForRepair).map((row) => row.environmentId))])
  const { rows: erasedRows } = await run<{ id: string }>(
    db,
    sql`
    with given as materialized (
      select o.*, (o.attempt->>'number')::int as number from jsonb_to_recordset(${json(inOrder(rows, 'id'))}) as o(
        id uuid, "environmentId" uuid, state text, reason text, "isUncertain" boolean,
        "startAfter" timestamptz, "waitsForRepair" boolean, "endedAt" timestamptz, attempt jsonb)
    ), d as materialized (
      -- Held, so that an erasure comes wholly before, and is heeded, or wholly after.
      select id, attempt_count, address = ${erased} as is_erased from deliveries
      where id = any(${uuids(rows.map(({ id }) => id))}) order by id for no key update
    ), outcome as materialized (
      select given.*, d.id is not null as "isKept", coalesce(d.is_erased, false) as "isErased",
        -- Of a request that is not yet counted; or none was made.
        coalesce(given.number > d.attempt_count, true) as "isNew",
        coalesce(given.number >= d.attempt_count, true) as "isLatest"
      from given left join d on d.id = given.id
    ), attempt as materialized (
      select outcome.id as delivery_id, outcome."environmentId" as environment_id, outcome."isNew", a.number, a.outcome,
        a.status, a.reason, case when not outcome."isErased" then a.request end as request,
        case when not outcome."isErased" then nullif(a.response, 'null'::jsonb) end as response, a."apnsUniqueId" as unique_id,
        a."startedAt" as started_at, a."durationMs" as duration_ms
      from outcome, jsonb_to_record(case jsonb_typeof(outcome.attempt) when 'object' then outcome.attempt else '{}' end) as a(number int, outcome text, status int, reason text,
        request jsonb, response jsonb, "apnsUniqueId" text, "startedAt" timestamptz, "durationMs" int)
      where outcome.number is not null and outcome."isKept"
    ), attempted as (
      insert into attempts (id, environment_id, delivery_id, number, outcome, status, reason, request, response,
        apns_unique_id, started_at, duration_ms)
      select gen_random_uuid(), environment_id, delivery_id, number, outcome, status, reason,
        nullif(request, 'null'::jsonb), response, unique_id, started_at, duration_ms
      from attempt where "isNew"
    ), answered_late as (
      update attempts set outcome = attempt.outcome, status = attempt.status, reason = attempt.reason,
        request = nullif(attempt.request, 'null'::jsonb), response = attempt.response,
        apns_unique_id = attempt.unique_id, started_at = attempt.started_at, duration_ms = attempt.duration_ms
      from attempt
      where not attempt."isNew" and attempts.delivery_id = attempt.delivery_id and attempts.number = attempt.number
        and attempts.outcome = 'unknown' and attempts.reason = 'unknown'
    ), ended as (
      update deliveries as d set
        state = coalesce(outcome.state, case
          when d.state <> 'sending' then d.state when d.attempt_count > 0 then 'retrying' else 'queued' end),
        reason = case when outcome.state is null then coalesce(outcome.reason, d.reason) else outcome.reason end,
        is_uncertain = d.is_uncertain or outcome."isUncertain",
        attempt_count = greatest(d.attempt_count, outcome.number),
        next_attempt_at = case when outcome."endedAt" is null then outcome."startAfter" end,
        ended_at = outcome."endedAt"
      from outcome
      where d.id = outcome.id and outcome."isLatest"
        and (outcome.state is not null or outcome.reason is not null or d.state = 'sending')
        and (d.state in ('queued', 'sending', 'retrying') or (d.state = 'suppressed' and outcome.state = 'accepted'))
    ), counted as (
      update deliveries as d set attempt_count = outcome.number
      from outcome
      where d.id = outcome.id and outcome."isNew" and outcome.number is not null
        and d.state not in ('queued', 'sending', 'retrying') and (d.state <> 'suppressed' or outcome.state <> 'accepted')
    ), done as (
      delete from due_deliveries as due using outcome
      where outcome."startAfter" is null and outcome."isLatest" and due.delivery_id = outcome.id
    ), returned as (
      update due_deliveries as due set leased_until = null, is_requested = false,
        due_at = case when outcome."waitsForRepair" and not exists (
            select 1 from environments e where e.id = outcome."environmentId" and e.blocked_reason is not null)
          then now() else greatest(outcome."startAfter", now()) end
      from outcome
      where outcome."startAfter" is not null and outcome."isNew" and due.delivery_id = outcome.id
    )
    select id from outcome where "isErased"`,
  )
  return new Set(erasedRows.map(({ id }) => id))
}

/** A repair comes wholly before this transaction, which then sees it, or wholly after, and wakes what waits. */
async function holdRepairs(db: Db, environmentIds: string[]) {
  if (environmentIds.length === 0) return
  await db
    .select({ id: environments.id })
    .from(environments)
    .where(inArray(environments.id, environmentIds))
    .orderBy(environments.id)
    .for('share')
}

/** Those whose request takes long enough to be seen. `attemptCount` tells a delivery whose answer has been written since. */
export async function markSending(db: Db, { sending }: { sending: { id: string; attemptCount: number }[] }) {
  const { rows } = await run<{ environmentId: string; notificationId: string }>(
    db,
    sql`update deliveries as d set state = 'sending'
        from jsonb_to_recordset(${json(inOrder(sending, 'id'))}) as s(id uuid, "attemptCount" int)
        where d.id = s.id and d.attempt_count = s."attemptCount" and d.state in ('queued', 'retrying')
        returning d.environment_id as "environmentId", d.notification_id as "notificationId"`,
  )
  return rows
}

/**
 * Whether APNs has accepted a push of this environment to another device, made since then, so that a fault must be the
 * device's own.
 */
export async function hasAcceptedSince(
  db: Db,
  { environmentId, since, except }: { environmentId: string; since: Date; except: string },
) {
  const { rows } = await run<{ found: boolean }>(
    db,
    sql`select exists (
      select 1 from ${deliveries} where ${and(
        eq(deliveries.environmentId, environmentId),
        gte(deliveries.createdAt, since),
        eq(deliveries.state, 'accepted'),
        eq(deliveries.transport, 'apns'),
        ne(deliveries.address, except),
      )}) as found`,
  )
  return rows[0]?.found ?? false
}
