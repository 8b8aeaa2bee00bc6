import { sql } from 'drizzle-orm'
import type { Db } from '../client'
import { run } from '../raw'

type Changed = { environmentId: string; notificationId: string }

type TakenBack = Changed & { wasRequested: boolean }

/**
 * Takes back what a worker held and renewed no more: it was killed, or cut off. Where the request was about to leave, the
 * push may have gone out, so the attempt is written down as unknown; what was only claimed is as it was before. Both go on
 * at once.
 */
export async function takeBackLost(db: Db, { leaseSeconds }: { leaseSeconds: number }): Promise<TakenBack[]> {
  const { rows } = await run<TakenBack>(
    db,
    sql`with lapsed as (
          select name, id, retry_count > 0 as was_requested from pgboss.job
          where state = 'active' and name in ('apns', 'company_api')
            and started_on < now() - ${leaseSeconds} * interval '1 second'
          order by id for update skip locked
        ), lost as (
          update pgboss.job as job set state = 'retry', start_after = now(), started_on = null
          from lapsed where job.name = lapsed.name and job.id = lapsed.id
          returning job.id, lapsed.was_requested
        ), again as (
          update deliveries as d set
            state = case when lost.was_requested or d.attempt_count > 0 then 'retrying' else 'queued' end,
            reason = case when lost.was_requested then 'unknown' else d.reason end,
            is_uncertain = d.is_uncertain or lost.was_requested,
            attempt_count = d.attempt_count + lost.was_requested::int,
            next_attempt_at = case when lost.was_requested or d.attempt_count > 0 then now() else d.next_attempt_at end
          from lost where d.id = lost.id and d.state in ('queued', 'sending', 'retrying')
          returning d.id, d.environment_id, d.notification_id, d.attempt_count, lost.was_requested
        ), attempted as (
          insert into attempts (id, environment_id, delivery_id, number, outcome, reason, started_at, duration_ms)
          select gen_random_uuid(), environment_id, id, attempt_count, 'unknown', 'unknown', now(), 0 from again
          where was_requested
        )
        select environment_id as "environmentId", notification_id as "notificationId", was_requested as "wasRequested"
        from again`,
  )
  return rows
}

/** Open deliveries that no job will ever move; they cannot arise, so each found is a fault to report. */
export async function deliveriesWithoutJob(db: Db, { limit }: { limit: number }) {
  const { rows } = await run<{ id: string; transport: 'apns' | 'company_api'; environmentId: string }>(
    db,
    sql`select d.id, d.transport, d.environment_id as "environmentId" from deliveries d
        where d.state in ('queued', 'sending', 'retrying') and d.created_at < now() - interval '1 minute'
          and not exists (select 1 from pgboss.job job where job.name = d.transport and job.id = d.id)
        limit ${limit}`,
  )
  return rows
}

export type QueueState = { queue: string; waiting: number; due: number; underWay: number; oldestSeconds: number }

/** How much waits, and for how long the oldest that is due has. */
export async function queueStates(db: Db): Promise<QueueState[]> {
  const { rows } = await run<QueueState>(
    db,
    sql`select name as queue,
          (count(*) filter (where state < 'active'))::int as waiting,
          (count(*) filter (where state < 'active' and start_after <= now()))::int as due,
          (count(*) filter (where state = 'active'))::int as "underWay",
          coalesce(extract(epoch from now() - min(start_after) filter (where state < 'active' and start_after <= now())), 0)::float8
            as "oldestSeconds"
        from pgboss.job where name in ('apns', 'company_api') group by name`,
  )
  return rows
}
