import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { type DeliveryState, deliveries, type NotificationType, type Transport } from '@/db/schema/notifications'
import { cellsOf, type DeliveryFilters, faceted, inTime, isNarrow, narrowed } from './delivery-filters'

/** Counting stops here in each cell, so that ten million rows cost no more than some hundred thousand index entries. */
export const countMaxOfCell = 5_000
const countMaxOfBucketCell = 1_000
const countMaxOfNarrow = 20_000

export type DeliveryCell = {
  state: DeliveryState
  type: NotificationType
  transport: Transport
  isSimulated: boolean
  isUncertain: boolean
  reason: string | null
  count: number
  /** Counting stopped early: there are at least this many. */
  isCapped: boolean
}

type CellRow = Record<string, unknown> & {
  state: DeliveryState
  type: NotificationType
  transport: Transport
  is_simulated: boolean
  is_uncertain: boolean
  reason: string | null
  count: number
}

/** Counts each combination within the time range and the narrow filters; facet filters aren't applied. */
export async function countCells(
  db: Db,
  { environmentId, filters, withReasons }: { environmentId: string; filters: DeliveryFilters; withReasons: boolean },
): Promise<DeliveryCell[]> {
  const isCounted = isNarrow(filters)
  const { rows } = await run<CellRow>(
    db,
    isCounted ? countNarrow(environmentId, filters) : countByCell(environmentId, filters, withReasons),
  )
  const isCut = isCounted && sumOf(rows) >= countMaxOfNarrow
  return rows.map(({ is_simulated, is_uncertain, count, ...row }) => ({
    state: row.state,
    type: row.type,
    transport: row.transport,
    reason: row.reason,
    isSimulated: is_simulated,
    isUncertain: is_uncertain,
    count: Number(count),
    isCapped: isCounted ? isCut : Number(count) >= countMaxOfCell,
  }))
}

function countNarrow(environmentId: string, filters: DeliveryFilters) {
  return sql`select state, type, transport, is_simulated, is_uncertain, reason, count(*)::int as count from (
      select * from ${deliveries}
      where ${and(eq(deliveries.environmentId, environmentId), ...narrowed(environmentId, filters), ...inTime(filters))}
      ${newestFirst} limit ${countMaxOfNarrow}
    ) found group by 1, 2, 3, 4, 5, 6`
}

function countByCell(environmentId: string, filters: DeliveryFilters, withReasons: boolean) {
  const cells = cellsOf(environmentId, { from: filters.from, until: filters.until }, { withReasons })
  return sql`${cells.with}
    select cells.*, ${withReasons ? sql`` : sql`null as reason,`} found.count::int as count
    from cells cross join lateral (
      select count(*) from (
        select 1 from ${deliveries} where ${and(cells.match, ...inTime(filters))} limit ${countMaxOfCell}
      ) capped
    ) found where found.count > 0`
}

export type DeliveryBucket = { index: number; state: DeliveryState; count: number; isCapped: boolean }

/** `isCut`: only the newest were counted, so any bucket's true count may be higher. */
export type DeliveryBuckets = { buckets: DeliveryBucket[]; isCut: boolean }

/** Counts by state in each of `buckets` equal parts of the time from `from` to `until`, with all filters applied. */
export async function countBuckets(
  db: Db,
  {
    environmentId,
    filters,
    from,
    until,
    buckets,
  }: { environmentId: string; filters: DeliveryFilters; from: Date; until: Date; buckets: number },
): Promise<DeliveryBuckets> {
  const stepMs = (until.getTime() - from.getTime()) / buckets
  const start = sql`${from.toISOString()}::timestamptz`
  const step = sql`(${stepMs}::float8 * interval '1 millisecond')`
  if (isNarrow(filters)) {
    const { rows } = await run<BucketRow>(
      db,
      sql`select floor(extract(epoch from created_at - ${start}) * 1000 / ${stepMs}::float8)::int as index, state, count(*)::int as count
        from (select * from ${deliveries} where ${and(
          eq(deliveries.environmentId, environmentId),
          ...narrowed(environmentId, filters),
          ...faceted(filters),
          ...inTime({ from, until }),
        )} ${newestFirst} limit ${countMaxOfNarrow}) found group by 1, 2`,
    )
    return { buckets: rows.map(bucketOf), isCut: sumOf(rows) >= countMaxOfNarrow }
  }
  const cells = cellsOf(environmentId, filters)
  const inBucket = sql`${deliveries.createdAt} >= ${start} + bucket.index * ${step}
    and ${deliveries.createdAt} < ${start} + (bucket.index + 1) * ${step}`
  const { rows } = await run<BucketRow>(
    db,
    sql`${cells.with} select bucket.index, cells.state, sum(found.count)::int as count, bool_or(found.count >= ${countMaxOfBucketCell}) as is_capped
      from generate_series(0, ${buckets - 1}::int) as bucket(index) cross join cells cross join lateral (
        select count(*) from (
          select 1 from ${deliveries} where ${and(cells.match, inBucket)} limit ${countMaxOfBucketCell}
        ) capped
      ) found where found.count > 0 and ${cells.chosen} group by 1, 2`,
  )
  return { buckets: rows.map(bucketOf), isCut: false }
}

const newestFirst = sql`order by ${deliveries.createdAt} desc, ${deliveries.id} desc`

const sumOf = (rows: { count: number }[]) => rows.reduce((sum, { count }) => sum + Number(count), 0)

type BucketRow = Record<string, unknown> & { index: number; state: DeliveryState; count: number; is_capped?: boolean }

const bucketOf = (row: BucketRow): DeliveryBucket => ({
  index: Number(row.index),
  state: row.state,
  count: Number(row.count),
  isCapped: row.is_capped ?? false,
})

/** Both drivers return `rows`, but drizzle's shared type doesn't say so. */
async function run<Row>(db: Db, statement: ReturnType<typeof sql>) {
  return (await db.execute(statement)) as unknown as { rows: Row[] }
}
