import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { contains, folded, foldedName, likeable } from '@/db/queries/matching'
import { runSql, uuids } from '@/db/raw'
import { customers } from '@/db/schema/customers'

/** Shorter parts aren't in any index. */
export const containedLengthMin = 3
const candidatesMax = 1_000
const walkedMax = 3_000
const sampledPages = 24

export type Containing = {
  customerIds: string[]
  /** So many IDs contain one of the texts that only some of them are returned. */
  isCommon: boolean
}

type Asked = { environmentIds: string[]; texts: readonly string[]; limit: number }

/**
 * Customers whose ID contains one of these texts anywhere, in any case and Unicode form. Reads at most some thousand
 * rows for any text: a sample tells common texts from rare ones.
 */
export async function customersContaining(db: Db, { environmentIds, texts, limit }: Asked): Promise<Containing> {
  const found: Containing = { customerIds: [], isCommon: false }
  for (const text of texts.filter((one) => [...one].length >= containedLengthMin)) {
    const percent = await percentOfMany(db, text)
    const statement = percent ? some(environmentIds, text, limit, percent) : indexed(environmentIds, text, limit)
    const { rows } = await runSql<{ id: string }>(db, statement)
    found.customerIds.push(...rows.map(({ id }) => id))
    found.isCommon ||= percent !== undefined
  }
  return found
}

/** Materialized, so that the planner uses only the index of the pieces. */
export const indexed = (environmentIds: string[], text: string, limit: number): SQL => sql`
  with found as materialized (
    select id, environment_id, ${foldedName} as name from ${customers}
    where name_pieces(${foldedName}) @> name_pieces(${folded(text)}) and ${contains(text)})
  select id from found where environment_id = any(${uuids(environmentIds)}) order by name collate "C", id limit ${limit}`

/** Searches a sample of pages, and the first rows of each environment in index order. */
export const some = (environmentIds: string[], text: string, limit: number, percent: number): SQL => sql`
  select id from (
    (select id from ${customers} ${sampled(percent)}
      where environment_id = any(${uuids(environmentIds)}) and ${contains(text)} limit ${limit})
    union
    (select walked.id from unnest(${uuids(environmentIds)}) as place (id_of_place)
      cross join lateral (
        select ${customers}.id, ${foldedName} as name from ${customers} where environment_id = id_of_place
        order by ${folded(customers.userId)} using ~<~ limit ${Math.ceil(walkedMax / Math.max(environmentIds.length, 1))}) as walked
      where walked.name like ${folded(`%${likeable(text)}%`)} limit ${limit})) as found
  order by id limit ${limit}`

const sampled = (percent: number) => sql.raw(`tablesample system (${percent.toFixed(6)}) repeatable (1)`)

/** The percentage of the table to sample if too many IDs contain all pieces of the text for the index to help. */
async function percentOfMany(db: Db, text: string): Promise<number | undefined> {
  const { rows } = await runSql<{ pages: number }>(
    db,
    sql`select (pg_relation_size('customers') / current_setting('block_size')::int)::int as pages`,
  )
  const pages = rows[0]?.pages ?? 0
  if (pages <= 4 * sampledPages) return undefined
  const percent = (100 * sampledPages) / pages
  const { rows: counted } = await runSql<{ hits: number }>(
    db,
    sql`select count(*)::int as hits
      from (select ${foldedName} as name from ${customers} ${sampled(percent)} offset 0) as sample,
        (select name_pieces(${folded(text)}) as pieces offset 0) as asked
      where not exists (select from unnest(asked.pieces) as piece where strpos(sample.name, piece) = 0)`,
  )
  const [{ hits } = { hits: 0 }] = counted
  return (hits / sampledPages) * pages > candidatesMax ? 2 * percent : undefined
}
