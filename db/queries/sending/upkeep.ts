import { sql } from 'drizzle-orm'
import type { Database, Db } from '@/db/client'
import { deliveryData, recordingOf } from '@/db/queries/events/record-events'
import { asJsonb, runSql } from '@/db/raw'
import { inOrder } from '@/db/row-order'

type Changed = { environmentId: string; notificationId: string }

type TakenBack = Changed & { wasRequested: boolean }

/**
 * Takes back deliveries whose lease expired because the worker was killed or cut off. If the request was about to be
 * sent, the push may have gone out, so the attempt is recorded as unknown; a delivery that was only claimed is as it
 * was before. Both are due at once.
 */
export async function takeBackLost(db: Db): Promise<TakenBack[]> {
  const { rows } = await runSql<TakenBack>(
    db,
    sql`with lapsed as (
          select delivery_id, is_requested from due_deliveries
          where leased_until < now() order by delivery_id for update skip locked
        ), lost as (
          update due_deliveries as due set due_at = now(), leased_until = null, is_requested = false
          where delivery_id = any(array(select delivery_id from lapsed))
          returning delivery_id as id, delivery_id in (select delivery_id from lapsed where is_requested) as was_requested
        ), again as (
          update deliveries as d set
            state = case when lost.was_requested or d.attempt_count > 0 then 'retrying' else 'queued' end,
            reason = case when lost.was_requested then 'unknown' else d.reason end,
            is_uncertain = d.is_uncertain or lost.was_requested,
            attempt_count = d.attempt_count + lost.was_requested::int,
            next_attempt_at = case when lost.was_requested or d.attempt_count > 0 then now() else d.next_attempt_at end
          from lost where d.id = lost.id and d.state in ('queued', 'sending', 'retrying')
          returning d.*, lost.was_requested
        ), attempted as (
          insert into attempts (id, environment_id, delivery_id, number, outcome, reason, started_at, duration_ms)
          select gen_random_uuid(), environment_id, id, attempt_count, 'unknown', 'unknown', now(), 0 from again
          where was_requested
        ), recorded as (${recordingOf(sql`
          select d.environment_id, 'delivery.sent' as type, d.customer_id, d.device_id, ${deliveryData(sql`d`)} as data
          from again as d where d.was_requested and d.type <> 'probe' and not exists (
            select from attempts as earlier where earlier.delivery_id = d.id and earlier.outcome <> 'not_sent')`)})
        select environment_id as "environmentId", notification_id as "notificationId", was_requested as "wasRequested"
        from again`,
  )
  return rows
}

/** Marks deliveries whose request takes long. `attemptCount` excludes those whose response has been written since. */
export async function markSending(db: Db, { sending }: { sending: { id: string; attemptCount: number }[] }) {
  const { rows } = await runSql<Changed>(
    db,
    sql`update deliveries as d set state = 'sending'
        from jsonb_to_recordset(${asJsonb(inOrder(sending, 'id'))}) as s(id uuid, "attemptCount" int)
        where d.id = s.id and d.attempt_count = s."attemptCount" and d.state in ('queued', 'retrying')
        returning d.environment_id as "environmentId", d.notification_id as "notificationId"`,
  )
  return rows
}

/**
 * Makes the space of removed queue rows reusable. PostgreSQL does so once a minute at best, the embedded database
 * never, and the queue's rows turn over within seconds. Skips the table if another vacuum has it locked.
 */
export async function vacuumQueue({ executeSql }: Pick<Database, 'executeSql'>) {
  await executeSql('vacuum (skip_locked, truncate off) due_deliveries')
}

export type QueueState = { queue: string; waiting: number; due: number; underWay: number; oldestSeconds: number }

/** The number of waiting deliveries, and the age of the oldest due one. */
export async function queueStates(db: Db): Promise<QueueState[]> {
  const { rows } = await runSql<QueueState>(
    db,
    sql`select transport as queue,
          (count(*) filter (where leased_until is null))::int as waiting,
          (count(*) filter (where leased_until is null and due_at <= now()))::int as due,
          (count(*) filter (where leased_until is not null))::int as "underWay",
          coalesce(extract(epoch from now() - min(due_at) filter (where leased_until is null and due_at <= now())), 0)::float8
            as "oldestSeconds"
        from due_deliveries group by transport`,
  )
  return rows
}
