import { inArray, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { erased } from '@/db/erased'
import { listed, ofList, prepared } from '@/db/prepared'
import { deliveryData, endedEvents, recordingOf } from '@/db/queries/events/record-events'
import { inOrder } from '@/db/row-order'
import { environments } from '@/db/schema/companies'
import type { attempts } from '@/db/schema/notifications'
import { storable, storableJson } from '@/db/storable'
import type { Sendable } from './sending'

type Row = typeof attempts.$inferSelect

/** The result of one request to APNs or a company API; `accepted` is any 2xx. */
export type Answer = Pick<Row, 'outcome'> & {
  /** Null: no response. */
  status: number | null
  /** APNs's own reason, or our substitute: `apns_502`, `http_500`, `timeout`. Null when accepted. */
  reason: string | null
  /** As the log shows it. Undefined: no response; null: it can't be stored. */
  response?: Row['response']
  /** The cause of a reason of ours (`ECONNREFUSED`). */
  detail?: string
  apnsUniqueId?: string
  /** With a 410: when the token died, according to APNs. */
  deadSince?: Date
  retryAfterMs?: number
  /** When the request left, after it had waited for a connection and a stream. */
  sentAt?: Date
}

/**
 * The result of handling a claimed delivery: the request, if one was made, its response, and the effects on the
 * delivery, its device, and its environment. lib/deliveries/attempt decides the effects, and record-attempts records
 * them.
 */
export type Attempt = {
  delivery: Sendable
  /** Undefined: no request was made. */
  answer?: Answer & Pick<Row, 'request' | 'startedAt' | 'durationMs'>
  /** Undefined: the delivery keeps its state and only goes back into the queue. */
  state?: 'accepted' | 'failed' | 'expired' | 'suppressed' | 'retrying'
  reason: string | null
  /** When it is due again; undefined removes it from the queue. */
  startAfter?: Date
  /** Makes it due at once if its environment is no longer on hold when this is written. */
  isOnHold?: boolean
  /** The response puts the environment, or this device, on hold. `probeAt`: when the next device may be tried. */
  holds?: { probeAt: Date }
  /** The effect on the device; undefined if the response decides nothing about it. */
  device?: 'keep' | 'suspect' | 'disable'
  /** APNs limits pushes per device: everything else for the device waits just as long. */
  isDeviceThrottled?: boolean
}

/**
 * Writes attempts, deliveries, and queue of a whole batch in one statement. A delivery suppressed while its push was in
 * flight was still sent, so an APNs acceptance counts. Writing a batch twice is harmless, because a commit whose
 * response is lost is retried. A response that arrives after its worker was given up replaces the attempt recorded as
 * unknown. Returns the deliveries whose customer has been erased meanwhile: for those, only the outcome of the request
 * is written.
 */
export async function writeAttempts(
  db: Db,
  { attempts: made, now }: { attempts: Attempt[]; now: Date },
): Promise<Set<string>> {
  const rows = made.map((attempt) => rowOf(attempt, now))
  await keepHolds(db, [...new Set(rows.filter((row) => row.isOnHold).map((row) => row.environmentId))])
  const erasedRows = await write(db, {
    rows: storableJson(inOrder(rows, 'id')),
    ids: listed(rows.map(({ id }) => id)),
    at: now.toISOString(),
  })
  return new Set(erasedRows.map(({ id }) => id))
}

const write = prepared<{ rows: string; ids: string; at: string }, { id: string }>(
  'write_attempts',
  (of) => sql`
    with given as materialized (
      select o.*, (o.attempt->>'number')::int as number from jsonb_to_recordset(${of.rows}::jsonb) as o(
        id uuid, "environmentId" uuid, transport text, state text, reason text, "isUncertain" boolean,
        "startAfter" timestamptz, "isOnHold" boolean, "endedAt" timestamptz, attempt jsonb)
    ), d as materialized (
      -- Held, so that an erasure comes wholly before, and is heeded, or wholly after.
      select *, address = ${erased} as is_erased from deliveries
      where id = any(${ofList(of.ids)}) order by id for no key update
    ), outcome as materialized (
      select given.*, d.id is not null as "isKept", coalesce(d.is_erased, false) as "isErased",
        -- Of a request that is not yet counted; or none was made.
        coalesce(given.number > d.attempt_count, true) as "isNew",
        coalesce(given.number >= d.attempt_count, true) as "isLatest"
      from given left join d on d.id = given.id
    ), attempt as materialized (
      select outcome.id as delivery_id, outcome."environmentId" as environment_id, outcome.transport, outcome."isNew", a.number, a.outcome,
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
    ), summed as (
      insert into attempt_counts (at, environment_id, transport, outcome, reason, count, duration_ms)
      select ${of.at}::timestamptz, environment_id, transport, outcome, reason, count(*), least(sum(duration_ms::bigint), 2147483647)
      from attempt where "isNew" group by environment_id, transport, outcome, reason
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
      returning d.*
    ), recorded as (${recordingOf(sql`${sentEvents} union all ${endedEvents(sql`ended`)}`)}
    ), counted as (
      update deliveries as d set attempt_count = outcome.number
      from outcome
      where d.id = outcome.id and outcome."isNew" and outcome.number is not null
        and d.state not in ('queued', 'sending', 'retrying') and (d.state <> 'suppressed' or outcome.state <> 'accepted')
    ), done as (
      delete from due_deliveries
      where delivery_id = any(array(select id from outcome where "startAfter" is null and "isLatest"))
    ), returned as (
      update due_deliveries as due set leased_until = null, is_requested = false,
        due_at = case when outcome."isOnHold" and not exists (
            select 1 from environments e where e.id = outcome."environmentId" and e.blocked_reason is not null)
          then now() else greatest(outcome."startAfter", now()) end
      from outcome
      where outcome."startAfter" is not null and outcome."isNew" and due.delivery_id = outcome.id
        and due.delivery_id = any(array(select id from outcome where "startAfter" is not null))
    )
    select id from outcome where "isErased"`,
)

// A delivery counts as sent with its first request.
const sentEvents = sql`
  select d.environment_id, 'delivery.sent' as type, d.customer_id, d.device_id, ${deliveryData(sql`d`)} as data
  from attempt join d on d.id = attempt.delivery_id
  where attempt."isNew" and attempt.outcome <> 'not_sent' and d.type <> 'probe' and (d.attempt_count = 0
    or not exists (select from attempts as earlier where earlier.delivery_id = d.id and earlier.outcome <> 'not_sent'))`

function rowOf({ delivery, answer, state, reason, startAfter, isOnHold }: Attempt, now: Date) {
  return {
    id: delivery.id,
    environmentId: delivery.environmentId,
    transport: delivery.transport,
    state,
    reason,
    isUncertain: answer?.outcome === 'unknown',
    startAfter,
    isOnHold: isOnHold ?? false,
    endedAt: startAfter ? undefined : now,
    attempt: answer && {
      number: delivery.attemptCount + 1,
      outcome: answer.outcome,
      status: answer.status,
      reason: answer.reason,
      request: answer.request,
      response: answer.response === undefined ? withoutResponse(answer) : answer.response,
      apnsUniqueId: answer.apnsUniqueId,
      startedAt: answer.startedAt,
      durationMs: answer.durationMs,
    },
  }
}

const withoutResponse = ({ detail }: Answer) => ({
  headers: {},
  ...(detail !== undefined && { body: { error: storable(detail, 300) } }),
})

/** Orders this transaction with the end of a hold: it either sees the end, or the end wakes its deliveries. */
async function keepHolds(db: Db, environmentIds: string[]) {
  if (environmentIds.length === 0) return
  await db
    .select({ id: environments.id })
    .from(environments)
    .where(inArray(environments.id, environmentIds))
    .orderBy(environments.id)
    .for('share')
}
