import { and, eq, like, not, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { runSql } from '@/db/raw'
import { auditSeals } from '@/db/schema/credentials'
import { erasedCustomers } from '@/db/schema/refused-calls'
import { staff } from '@/db/schema/staff'
import type { SealedPlace } from '@/db/sealed'

/** `version.key name.` begins every encrypted value; anything else isn't one. */
const prefixOf = ({ column }: SealedPlace) => sql`substring(${column} from '^v[0-9]+[.][^.]*[.]')`

export type Prefixed = { prefix: string; count: number }

export async function countSealed(db: Db, place: SealedPlace): Promise<Prefixed[]> {
  const { rows } = await runSql<Prefixed>(
    db,
    sql`select ${prefixOf(place)} as prefix, count(*)::int as count from ${place.table}
      where ${and(sql`${prefixOf(place)} is not null`, place.only)} group by 1 order by 1`,
  )
  return rows
}

export type SealedRow = { key: string[]; sealed: string }

export const someSealed = (db: Db, place: SealedPlace, { prefix, limit }: { prefix: string; limit: number }) =>
  sealedRows(db, place, { where: like(place.column, `${asPattern(prefix)}%`), limit })

/** Encrypted values with another prefix, in row order. */
export const otherSealed = (
  db: Db,
  place: SealedPlace,
  { prefix, after, limit }: { prefix: string; after?: string[]; limit: number },
) =>
  sealedRows(db, place, {
    where: and(
      sql`${prefixOf(place)} is not null`,
      not(like(place.column, `${asPattern(prefix)}%`)),
      after && sql`(${listed(place.key)}) > (${listed(after.map((value) => sql`${value}`))})`,
    ),
    limit,
  })

async function sealedRows(
  db: Db,
  { table, column, key, only }: SealedPlace,
  { where, limit }: { where: SQL | undefined; limit: number },
) {
  const { rows } = await runSql<SealedRow>(
    db,
    sql`select json_build_array(${listed(key)}) as key, ${column} as sealed from ${table}
      where ${and(only, where)} order by ${listed(key)} limit ${limit}`,
  )
  return rows
}

/** Returns false if the value has changed meanwhile. */
export async function replaceSealed(
  db: Db,
  { table, column, key }: SealedPlace,
  { row, sealed }: { row: SealedRow; sealed: string },
): Promise<boolean> {
  const isRow = and(...key.map((part, index) => eq(part, row.key[index])), eq(column, row.sealed))
  const { rows } = await runSql(
    db,
    sql`update ${table} set ${sql.identifier(column.name)} = ${sealed} where ${isRow} returning 1`,
  )
  return rows.length > 0
}

export type SignedBy = { fingerprint: string; count: number }

/** Counts signatures, which can’t be redone under a new key, by key fingerprint; empty: from before fingerprints. */
export async function countSigned(
  db: Db,
): Promise<Record<'recoveryCodes' | 'erasedNames' | 'auditEntries', SignedBy[]>> {
  const [recoveryCodes, erasedNames, auditEntries] = [
    await signedBy(db, sql`${staff}, unnest(${staff.recoveryCodes}) as signature`, sql`signature`),
    await signedBy(db, sql`${erasedCustomers}`, sql`${erasedCustomers.nameHash}`),
    await signedBy(db, sql`${auditSeals}`, sql`${auditSeals.seal}`),
  ]
  return { recoveryCodes, erasedNames, auditEntries }
}

async function signedBy(db: Db, from: SQL, signature: SQL) {
  const { rows } = await runSql<SignedBy>(
    db,
    sql`select coalesce(substring(${signature} from '^([^.]*)[.]'), '') as fingerprint, count(*)::int as count
      from ${from} group by 1 order by 1`,
  )
  return rows
}

const listed = (parts: (SQL | PgColumnLike)[]) =>
  sql.join(
    parts.map((part) => sql`${part}`),
    sql`, `,
  )
type PgColumnLike = SealedPlace['column']

const asPattern = (text: string) => text.replaceAll(/[\\%_]/g, '\\$&')
