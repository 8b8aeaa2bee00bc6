import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { runSql } from '@/db/raw'
import type { Affected } from '@/db/schema/incidents'
import { deliveries } from '@/db/schema/notifications'
import { refusedCalls } from '@/db/schema/refused-calls'
import { isLost, isNotRepeated, type WhichLost } from './lost'

/** Counting stops here, so that the cost doesn't grow with the length of an outage. */
export const affectedMax = 50_000

/** Counts one environment's waiting deliveries, those lost in that time, and their customers. */
export async function affectedIn(
  db: Db,
  { environmentId, ...which }: WhichLost & { environmentId: string },
): Promise<Affected> {
  // Deliveries queued behind others have no reason of their own yet.
  const asked = which.transport ? sql`and transport = ${which.transport}` : sql``
  const { rows } = await runSql<Affected>(
    db,
    sql`with waiting as (
          select customer_id, device_id from ${deliveries}
          where environment_id = ${environmentId} and state in ('queued', 'sending', 'retrying') ${asked}
          limit ${affectedMax}
        ), lost as (
          select customer_id, device_id from ${deliveries}
          where ${isLost({ environmentIds: [environmentId], ...which })} and ${isNotRepeated}
          limit ${affectedMax}
        )
        select (select count(*) from waiting)::int as waiting, (select count(*) from lost)::int as lost,
          (select count(distinct coalesce(customer_id, device_id)) from (
            select * from waiting union all select * from lost) as either)::int as customers`,
  )
  return rows[0] ?? { customers: 0, waiting: 0, lost: 0 }
}

/** The number of customers whose calls were rejected since then. */
export async function refusedCustomers(
  db: Db,
  { environmentId, calls, since }: { environmentId: string; calls: 'registrations' | 'evaluations'; since: Date },
): Promise<number> {
  const path = calls === 'registrations' ? 'PUT /api/v1/devices' : 'POST /ofrep/v1/evaluate/%'
  const { rows } = await runSql<{ customers: number }>(
    db,
    sql`select count(*)::int as customers from (
          select distinct named_as, customer from ${refusedCalls}
          where environment_id = ${environmentId} and call like ${path} and last_at >= ${since.toISOString()}::timestamptz
          limit ${affectedMax}) as named`,
  )
  return rows[0]?.customers ?? 0
}

type AffectedThere = Affected & { environmentId: string; companyId: string }

/** Everything waiting in the queue, by environment. */
export async function waitingByEnvironment(db: Db): Promise<AffectedThere[]> {
  const { rows } = await runSql<AffectedThere>(
    db,
    sql`select due.environment_id as "environmentId", apps.company_id as "companyId", count(*)::int as waiting, 0 as lost,
          count(distinct coalesce(d.customer_id, d.device_id, d.id))::int as customers
        from (select delivery_id, environment_id from due_deliveries limit ${affectedMax}) as due
          join deliveries d on d.id = due.delivery_id
          join environments on environments.id = due.environment_id join apps on apps.id = environments.app_id
        group by due.environment_id, apps.company_id`,
  )
  return rows
}

/** The environments with anything in the queue. */
export async function environmentsWaiting(db: Db) {
  const { rows } = await runSql<{ environmentId: string; companyId: string }>(
    db,
    sql`select distinct due.environment_id as "environmentId", apps.company_id as "companyId"
        from (select environment_id from due_deliveries limit ${affectedMax}) as due
          join environments on environments.id = due.environment_id join apps on apps.id = environments.app_id
        order by 1`,
  )
  return rows
}

/** Everything lost in these environments in that time, by environment. */
export async function lostByEnvironment(
  db: Db,
  which: WhichLost & { environmentIds: string[] },
): Promise<AffectedThere[]> {
  if (which.environmentIds.length === 0) return []
  const { rows } = await runSql<AffectedThere>(
    db,
    sql`select lost.environment_id as "environmentId", apps.company_id as "companyId", 0 as waiting, count(*)::int as lost,
          count(distinct coalesce(lost.customer_id, lost.device_id))::int as customers
        from (
            select environment_id, customer_id, device_id from ${deliveries}
            where ${isLost(which)} and ${isNotRepeated} limit ${affectedMax}
          ) as lost
          join environments on environments.id = lost.environment_id join apps on apps.id = environments.app_id
        group by lost.environment_id, apps.company_id`,
  )
  return rows
}

/** Makes one delivery that waits for one of these reasons due now, to show soon whether the fault is over. */
export async function wakeOne(
  db: Db,
  {
    environmentId,
    transport,
    reasons,
  }: { environmentId: string; transport: 'apns' | 'company_api'; reasons: string[] },
): Promise<boolean> {
  const { rows } = await runSql<{ id: string }>(
    db,
    sql`with one as (
          select due.delivery_id from due_deliveries as due join deliveries d on d.id = due.delivery_id
          where due.transport = ${transport} and due.environment_id = ${environmentId} and due.leased_until is null
            and due.due_at > now() + interval '1 second' and d.state = 'retrying'
            and d.reason = any(array(select jsonb_array_elements_text(${JSON.stringify(reasons)}::jsonb)))
            and not exists (select from attempts a where a.delivery_id = d.id and a.number = d.attempt_count
              and a.response->'headers'->>'retry-after' is not null)
          order by due.due_at, uuid_send(due.delivery_id) limit 1 for no key update of due skip locked
        )
        update due_deliveries as due set due_at = now() from one where due.delivery_id = one.delivery_id
        returning due.delivery_id as id`,
  )
  return rows.length > 0
}
