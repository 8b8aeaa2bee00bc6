import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../client'
import { queueNames } from '../queue'
import { json, run, uuids } from '../raw'
import { inOrder } from '../row-order'
import type { Transport } from '../schema/notifications'

// pg-boss's table of jobs. `active` is a lease: whoever holds a job renews started_on, and a lease that was not renewed
// is taken back. singleton_key holds the environment; retry_count is 1 from when the job's request is about to leave.

/** Ids of the jobs that wait or are being worked on. */
export async function waitingJobs(db: Db, { ids }: { ids: string[] }) {
  if (ids.length === 0) return []
  const { rows } = await run<{ id: string }>(db, sql`select id from pgboss.job where id = any(${uuids(ids)})`)
  return rows.map(({ id }) => id)
}

/** Takes what is due, oldest first, and nothing of the environments left out. Gives the ids. */
export async function claimJobs(
  db: Db,
  { queue, limit, except = [] }: { queue: Transport; limit: number; except?: string[] },
): Promise<string[]> {
  const others = except.length ? sql`and singleton_key <> all(${`{${except.join(',')}}`}::text[])` : sql``
  const { rows } = await run<{ id: string }>(
    db,
    sql`with due as (
          select id from pgboss.job
          where name = ${queue} and state < 'active' and start_after <= now() ${others}
          order by start_after, id
          limit ${limit}
          for update skip locked
        )
        update pgboss.job as held set state = 'active', started_on = now(), retry_count = 0
        from due where held.name = ${queue} and held.id = due.id
        returning held.id`,
  )
  return rows.map(({ id }) => id)
}

/** How long until the next waiting job is due; undefined when none waits. */
export async function msUntilNextJob(db: Db, { queue }: { queue: Transport }): Promise<number | undefined> {
  const { rows } = await run<{ ms: number | null }>(
    db,
    sql`select (extract(epoch from start_after - now()) * 1000)::float8 as ms from pgboss.job
        where name = ${queue} and state < 'active' order by start_after limit 1`,
  )
  return rows[0]?.ms ?? undefined
}

/**
 * Their requests are about to leave. Until this is written none may: whoever takes the jobs over from a process that died
 * counts an attempt for these, and for no other. A crash of PostgreSQL itself is made good by the commits that follow.
 */
export async function markRequests(db: Db, { ids }: { ids: string[] }) {
  await db.execute(
    sql`with quickly as (select set_config('synchronous_commit', 'off', true)), held as (
          select job.name, job.id from pgboss.job as job, quickly
          where job.name = any(${`{${queueNames.join(',')}}`}::text[]) and job.id = any(${uuids(ids)})
          order by job.id for no key update of job)
        update pgboss.job as job set retry_count = 1 from held where job.name = held.name and job.id = held.id`,
  )
}

export async function renewJobs(db: Db, { ids }: { ids: string[] }) {
  if (ids.length === 0) return
  // A job that is locked is just being ended: waiting for it could be a deadlock, and it needs no renewal.
  await db.execute(
    sql`update pgboss.job as job set started_on = now()
        from (select name, id from pgboss.job where id = any(${uuids(ids)}) and state = 'active' for update skip locked) as held
        where job.name = held.name and job.id = held.id`,
  )
}

export type JobEnd = { id: string; queue: Transport }

export async function deleteJobs(db: Db, { jobs }: { jobs: JobEnd[] }) {
  if (jobs.length === 0) return
  await db.execute(
    sql`delete from pgboss.job as job using jsonb_to_recordset(${json(inOrder(jobs, 'id'))}) as ended(id uuid, queue text)
        where job.name = ended.queue and job.id = ended.id`,
  )
}

export type JobReturn = JobEnd & { startAfter: Date }

/** Back into the queue, due at the given time. */
export async function giveBackJobs(db: Db, { jobs }: { jobs: JobReturn[] }) {
  if (jobs.length === 0) return
  await db.execute(
    sql`update pgboss.job as job set state = 'retry', start_after = back."startAfter", started_on = null
        from jsonb_to_recordset(${json(inOrder(jobs, 'id'))}) as back(id uuid, queue text, "startAfter" timestamptz)
        where job.name = back.queue and job.id = back.id`,
  )
}

/** All that is due of one environment waits some more, spread over a tenth of the time, but never beyond its expiry. */
export async function postponeEnvironment(
  db: Db,
  { queue, environmentId, until }: { queue: Transport; environmentId: string; until: Date },
) {
  const at = sql`${until.toISOString()}::timestamptz`
  await db.execute(
    sql`with held as (${held(sql`job.name = ${queue} and job.singleton_key = ${environmentId} and job.start_after < ${at}`)})
        update pgboss.job as job
        set start_after = least(${at} + random() * (${at} - now()) / 10, greatest(delivery.expires_at, now()))
        from held join deliveries as delivery on delivery.id = held.id
        where job.name = held.name and job.id = held.id`,
  )
}

/** All that waits of one environment is due now, but for what the last answer asked to wait with (Retry-After). */
export async function wakeEnvironment(
  db: Db,
  { queue, environmentId }: { queue: Transport; environmentId: string },
): Promise<number> {
  const { rows } = await run<{ id: string }>(
    db,
    sql`with held as (${held(sql`job.name = ${queue} and job.singleton_key = ${environmentId} and job.start_after > now()`)})
        update pgboss.job as job
        set start_after = case when delivery.reason <> 'circuit_open' and exists (
            select 1 from attempts a where a.delivery_id = delivery.id and a.number = delivery.attempt_count
              and a.response->'headers'->>'retry-after' is not null)
          then greatest(now(), delivery.next_attempt_at) else now() end
        from held join deliveries as delivery on delivery.id = held.id
        where job.name = held.name and job.id = held.id
        returning job.id`,
  )
  return rows.length
}

/** What follows in the conversations whose turn has ended need not wait for its safety time. Gives how many. */
export async function wakeFollowers(db: Db, { orderKeys }: { orderKeys: string[] }): Promise<number> {
  if (orderKeys.length === 0) return 0
  const { rows } = await run<{ id: string }>(
    db,
    sql`with follower as (
          select follower.id, follower.transport from jsonb_array_elements_text(${json(orderKeys)}) as ended(key)
            join deliveries as follower on follower.order_key = ended.key
          where follower.state in ('queued', 'retrying') and follower.attempt_count = 0
        ), held as (${held(sql`job.start_after > now()`, sql`join follower on job.name = follower.transport and job.id = follower.id`)})
        update pgboss.job as job set start_after = now()
        from held where job.name = held.name and job.id = held.id
        returning job.id`,
  )
  return rows.length
}

/** Whatever else waits for this device waits as long: APNs counts pushes by device. */
export async function postponeDevice(
  db: Db,
  { environmentId, deviceId, until }: { environmentId: string; deviceId: string; until: Date },
) {
  const at = sql`${until.toISOString()}::timestamptz`
  await db.execute(
    sql`with waiting as (
          select id, expires_at from deliveries where environment_id = ${environmentId} and device_id = ${deviceId}
            and state in ('queued', 'retrying') and transport = 'apns'
        ), held as (${held(sql`job.name = 'apns' and job.start_after < ${at}`, sql`join waiting on waiting.id = job.id`)})
        update pgboss.job as job
        set start_after = least(${at} + random() * interval '1 second', waiting.expires_at)
        from held join waiting on waiting.id = held.id
        where job.name = held.name and job.id = held.id`,
  )
}

/** The waiting jobs that a statement is about to change, taken in the order of their ids, so that no two wait in a circle. */
const held = (condition: SQL, joined = sql``) =>
  sql`select job.name, job.id from pgboss.job as job ${joined}
      where job.state < 'active' and ${condition} order by job.id for no key update of job`
