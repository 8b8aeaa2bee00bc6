import { and, eq, gt, lt, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Db } from '@/db/client'
import { runSql } from '@/db/raw'
import type { Retention } from '@/db/retention'
import { environments } from '@/db/schema/companies'

export async function environmentIds(db: Db) {
  const rows = await db.select({ id: environments.id }).from(environments)
  return rows.map(({ id }) => id)
}

type Batch = { rule: Retention; before: Date; limit: number }

/** Deletes a batch of old rows, oldest first, skipping locked rows. Returns how many. */
export async function dropOld(db: Db, batch: Batch & { environmentId?: string }): Promise<number> {
  const { rows } = await runSql<{ gone: number }>(db, dropStatement(batch))
  return rows[0]?.gone ?? 0
}

export function dropStatement({ rule, before, limit, environmentId }: Batch & { environmentId?: string }): SQL {
  const { table, column, environment, only } = rule
  const isIn = environment && environmentId !== undefined ? eq(environment, environmentId) : undefined
  return sql`with gone as (
      delete from ${table} where ctid = any(array(
        select ctid from ${table} where ${and(isIn, lt(column, before), only?.(before))}
        order by ${column} limit ${limit} for update skip locked))
      returning 1
    )
    select count(*)::int as gone from gone`
}

export type Walked = { gone: number; looked: number; last: string | null }

/** Scans the next rows in key order and deletes the old ones among them. */
export async function dropOldOfNext(db: Db, batch: Batch & { walk: PgColumn; after: string }): Promise<Walked> {
  const { rows } = await runSql<Walked>(db, walkStatement(batch))
  return rows[0] ?? { gone: 0, looked: 0, last: null }
}

export function walkStatement({ rule, walk, before, limit, after }: Batch & { walk: PgColumn; after: string }): SQL {
  const { table, column, only } = rule
  return sql`with looked as materialized (
      select ${walk} as key from ${table} where ${gt(walk, after)} order by ${walk} limit ${limit}
    ), gone as (
      delete from ${table}
      where ${and(sql`${walk} = any(array(select key from looked))`, lt(column, before), only?.(before))}
      returning 1
    )
    select (select count(*)::int from gone) as gone, count(*)::int as looked,
      (select key::text from looked order by key desc limit 1) as last from looked`
}

export const countRows = (db: Db, { table }: Retention) => db.$count(table)
