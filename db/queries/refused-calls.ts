import { and, desc, eq, inArray, or, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { isNamedLike, likeable } from '@/db/queries/matching'
import { runSql } from '@/db/raw'
import { rowsOf } from '@/db/rows'
import { customers } from '@/db/schema/customers'
import { erasedCustomers, refusedCalls } from '@/db/schema/refused-calls'

const refusalKey = ['environmentId', 'customer', 'namedAs', 'call', 'code', 'field'] as const
type Row = Omit<typeof refusedCalls.$inferInsert, 'id' | 'refusedCount' | 'createdAt'>

/** A repeated rejection of the same call increases its count and replaces the details. */
export async function putRefusedCalls(db: Db, { rows }: { rows: Row[] }) {
  const keyOf = (row: Row) => JSON.stringify(refusalKey.map((column) => row[column]))
  const last = new Map(rows.map((row) => [keyOf(row), row]))
  const counts = new Map<string, number>()
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1)
  const counted = [...last].map(([key, row]) => ({ ...row, refusedCount: counts.get(key) ?? 1, createdAt: row.lastAt }))
  await db
    .insert(refusedCalls)
    .select(rowsOf(refusedCalls, counted, refusalKey))
    .onConflictDoUpdate({
      target: refusalKey.map((column) => refusedCalls[column]),
      set: {
        refusedCount: sql`${refusedCalls.refusedCount} + excluded.refused_count`,
        lastAt: sql`greatest(${refusedCalls.lastAt}, excluded.last_at)`,
        status: sql`excluded.status`,
        detail: sql`excluded.detail`,
        requestId: sql`excluded.request_id`,
        keyKind: sql`excluded.key_kind`,
      },
    })
}

type Bounds = {
  environmentId: string
  customers: string[]
  max: { ofCustomer: number; ofEnvironment: number }
  cutsAll: boolean
}

/** Keeps only the newest rows of these customers, and with `cutsAll` of the whole environment. */
export async function pruneRefusedCalls(db: Db, { environmentId, customers, max, cutsAll }: Bounds) {
  const theirs = sql.join(
    customers.map((name) => sql`${name}`),
    sql`, `,
  )
  await runSql(
    db,
    sql`delete from refused_calls where id in (
      select id from (
        select id, row_number() over (partition by customer order by last_at desc, id desc) as nth from refused_calls
        where environment_id = ${environmentId} and customer in (${theirs})) as ranked
      where nth > ${max.ofCustomer})`,
  )
  if (!cutsAll) return
  await runSql(
    db,
    sql`delete from refused_calls where environment_id = ${environmentId} and last_at < (
      select last_at from refused_calls where environment_id = ${environmentId}
      order by last_at desc offset ${max.ofEnvironment} limit 1)`,
  )
}

type OfNames = { environmentIds: string[]; names: string[]; limit: number; isAnySpelling?: boolean }

/** Newest first. `isAnySpelling` ignores case and Unicode form without an index: an environment keeps few rows. */
export function refusedCallsOf(db: Db, { environmentIds, names, limit, isAnySpelling = false }: OfNames) {
  const isOne = isAnySpelling
    ? or(...names.map((name) => isNamedLike(refusedCalls.customer, name)))
    : inArray(refusedCalls.customer, names)
  return db
    .select()
    .from(refusedCalls)
    .where(and(inArray(refusedCalls.environmentId, environmentIds), isOne))
    .orderBy(desc(refusedCalls.lastAt), desc(refusedCalls.id))
    .limit(limit)
}

/** Rejected calls of existing customers whose request ID contains one of the texts. An environment keeps few. */
export function refusedCallsByRequest(
  db: Db,
  { environmentId, texts, limit }: { environmentId: string; texts: readonly string[]; limit: number },
) {
  return db
    .select({
      customerId: customers.id,
      customer: refusedCalls.customer,
      call: refusedCalls.call,
      status: refusedCalls.status,
      code: refusedCalls.code,
    })
    .from(refusedCalls)
    .innerJoin(
      customers,
      and(
        eq(customers.environmentId, refusedCalls.environmentId),
        or(
          and(eq(refusedCalls.namedAs, 'user'), eq(customers.userId, refusedCalls.customer)),
          and(eq(refusedCalls.namedAs, 'anonymous'), eq(customers.anonymousId, refusedCalls.customer)),
        ),
      ),
    )
    .where(
      and(
        eq(refusedCalls.environmentId, environmentId),
        or(...texts.map((text) => sql`lower(${refusedCalls.requestId}) like lower(${`%${likeable(text)}%`})`)),
      ),
    )
    .orderBy(desc(refusedCalls.lastAt))
    .limit(limit)
}

/** Returns how many rows were deleted. */
export async function forgetRefusedCalls(db: Db, { environmentId, names }: { environmentId: string; names: string[] }) {
  const gone = await db
    .delete(refusedCalls)
    .where(and(eq(refusedCalls.environmentId, environmentId), inArray(refusedCalls.customer, names)))
    .returning({ id: refusedCalls.id })
  return gone.length
}

export async function noteErasure(
  db: Db,
  { environmentId, nameHashes, erasedBy }: { environmentId: string; nameHashes: string[]; erasedBy: string },
) {
  if (nameHashes.length === 0) return
  await db.insert(erasedCustomers).values(nameHashes.map((nameHash) => ({ environmentId, nameHash, erasedBy })))
}

/** The latest erasure. */
export async function findErasure(
  db: Db,
  { environmentId, nameHashes }: { environmentId: string; nameHashes: string[] },
) {
  const [row] = await db
    .select({ erasedAt: erasedCustomers.createdAt, erasedBy: erasedCustomers.erasedBy })
    .from(erasedCustomers)
    .where(and(eq(erasedCustomers.environmentId, environmentId), inArray(erasedCustomers.nameHash, nameHashes)))
    .orderBy(desc(erasedCustomers.createdAt))
    .limit(1)
  return row
}
