import { and, inArray, or, type SQL, sql } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/pg-core'
import type { Db } from '@/db/client'
import type { Match } from '@/db/queries/devices/device-match'
import { folded, foldedName, isNamedLikeStart, texts } from '@/db/queries/matching'
import { customers } from '@/db/schema/customers'

const candidatesOfStart = 100

type Across = { environmentIds: string[]; match: Match; customerIds: readonly string[]; limit: number }

const name = sql<string>`coalesce(${customers.userId}, ${customers.anonymousId})`

/** Exact matches first, then any case and Unicode form, then by start, then by part, each by ID. */
export async function lookUpCustomers(db: Db, { environmentIds, match, customerIds, limit }: Across) {
  const { names, ids, beginnings } = match
  const isOneOf = (column: SQL, list: string[]) =>
    list.length > 0 ? sql`${column} in (${sql.join(list.map(folded), sql`, `)})` : sql`false`
  const isWhole = isOneOf(foldedName, names)
  const isStart = or(...beginnings.map((text) => isNamedLikeStart(name, text))) ?? sql`false`
  // Doesn't sort all of many matches by start: takes the first from an index.
  const branch = (where: SQL | undefined) =>
    db
      .select({
        id: customers.id,
        environmentId: customers.environmentId,
        userId: customers.userId,
        anonymousId: customers.anonymousId,
        isExact: sql<boolean>`(${inArray(name, names)} or ${inArray(customers.id, ids)})`.as('is_exact'),
        isWhole: sql<boolean>`${isWhole}`.as('is_whole'),
        isStart: sql<boolean>`(${isStart})`.as('is_start'),
      })
      .from(customers)
      .where(and(inArray(customers.environmentId, environmentIds), where))
      .limit(candidatesOfStart)
  const rows = await unionAll(
    branch(or(inArray(customers.userId, names), inArray(customers.anonymousId, names))),
    branch(inArray(customers.id, [...ids, ...customerIds])),
    branch(isOneOf(folded(customers.userId), names)),
    branch(isOneOf(folded(customers.anonymousId), names)),
    ...beginnings.flatMap((text) => [
      branch(isNamedLikeStart(customers.userId, text)),
      branch(isNamedLikeStart(customers.anonymousId, text)),
    ]),
  )
  return sorted(rows).slice(0, limit)
}

/** The customers with one of these names, in any case and Unicode form. */
export function customersNamedOneOf(
  db: Db,
  { environmentIds, names, limit }: { environmentIds: string[]; names: string[]; limit: number },
) {
  const branch = (column: typeof customers.userId | typeof customers.anonymousId) =>
    db
      .select({
        id: customers.id,
        environmentId: customers.environmentId,
        userId: customers.userId,
        anonymousId: customers.anonymousId,
      })
      .from(customers)
      .where(and(inArray(customers.environmentId, environmentIds), sql`${folded(column)} = any(${texts(names)})`))
      .limit(limit)
  return unionAll(branch(customers.userId), branch(customers.anonymousId)).limit(limit)
}

type Ranked = {
  id: string
  userId: string | null
  anonymousId: string | null
  isExact: boolean
  isWhole: boolean
  isStart: boolean
}

function sorted<Row extends Ranked>(rows: Row[]): Row[] {
  const rank = (row: Row) => Number(row.isExact) * 4 + Number(row.isWhole) * 2 + Number(row.isStart)
  const nameOf = (row: Row) => row.userId ?? row.anonymousId ?? ''
  return [...new Map(rows.map((row) => [row.id, row])).values()].sort(
    (a, b) => rank(b) - rank(a) || (nameOf(a) < nameOf(b) ? -1 : 1),
  )
}
