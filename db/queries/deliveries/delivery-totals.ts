import { and, gte, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { runSql, uuids } from '@/db/raw'
import { type DeliveryState, deliveries } from '@/db/schema/notifications'
import { cellsOf } from './delivery-filters'

/** Counting stops here for each combination of attributes, so that totals cost the same at any size. */
const countMaxOfCell = 20_000
const countMaxOfDayCell = 5_000
const dayMs = 86_400_000

/** A probe tells the customer nothing, so it doesn't count as a message. */
const isOfMessages = sql`cells.type <> 'probe'`

/** `isCapped`: the true count may be higher. */
type Total = { state: DeliveryState; count: number; isCapped: boolean }

/** Counts by state since then, for each environment: ranges of deliveries_state_idx. */
export async function countDeliveriesSince(
  db: Db,
  { environmentIds, since }: { environmentIds: string[]; since: Date },
): Promise<(Total & { environmentId: string })[]> {
  if (environmentIds.length === 0) return []
  const cells = cellsOf(sql`place.id`, {})
  const { rows } = await runSql<Row & { environment_id: string }>(
    db,
    sql`
    select place.id as environment_id, totals.* from unnest(${uuids(environmentIds)}) as place(id) cross join lateral (
      ${cells.with}
      select cells.state, sum(found.count)::int as count, bool_or(found.count >= ${countMaxOfCell}) as is_capped
      from cells cross join lateral (
        select count(*) from (
          select 1 from ${deliveries} where ${and(cells.match, gte(deliveries.createdAt, since))} limit ${countMaxOfCell}
        ) capped
      ) found where found.count > 0 and ${isOfMessages} group by cells.state
    ) totals`,
  )
  return rows.map(({ environment_id: environmentId, ...row }) => ({ environmentId, ...totalOf(row) }))
}

/** Counts by state for each of `days` days from `since`; `day` counts from 0. Empty days are absent. */
export async function countDeliveriesByDay(
  db: Db,
  { environmentId, since, days }: { environmentId: string; since: Date; days: number },
): Promise<(Total & { day: number })[]> {
  const cells = cellsOf(environmentId, {})
  const start = sql`(${since.toISOString()}::timestamptz + days.day * ${dayMs}::float8 * interval '1 millisecond')`
  const inDay = sql`${deliveries.createdAt} >= ${start} and ${deliveries.createdAt} < ${start} + interval '24 hours'`
  const { rows } = await runSql<Row & { day: number }>(
    db,
    sql`${cells.with}
    select days.day, cells.state, sum(found.count)::int as count, bool_or(found.count >= ${countMaxOfDayCell}) as is_capped
    from generate_series(0, ${days - 1}::int) as days(day) cross join cells cross join lateral (
      select count(*) from (
        select 1 from ${deliveries} where ${and(cells.match, inDay)} limit ${countMaxOfDayCell}
      ) capped
    ) found where found.count > 0 and ${isOfMessages} group by 1, 2`,
  )
  return rows.map(({ day, ...row }) => ({ day: Number(day), ...totalOf(row) }))
}

/** Counts the newest deliveries by state: shares of a whole that is too large to count. */
export async function countNewestDeliveries(
  db: Db,
  { environmentId, since, limit }: { environmentId: string; since: Date; limit: number },
): Promise<Total[]> {
  const { rows } = await runSql<Row>(
    db,
    sql`select state, count(*)::int as count, false as is_capped from (
      select state from ${deliveries}
      where ${deliveries.environmentId} = ${environmentId} and ${gte(deliveries.createdAt, since)}
        and ${deliveries.type} <> 'probe'
      order by ${deliveries.createdAt} desc, ${deliveries.id} desc limit ${limit}
    ) newest group by state`,
  )
  return rows.map(totalOf)
}

type Row = { state: DeliveryState; count: number; is_capped: boolean }

const totalOf = ({ state, count, is_capped }: Row): Total => ({ state, count: Number(count), isCapped: is_capped })
