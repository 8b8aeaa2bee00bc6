import { type AnyColumn, type SQL, sql } from 'drizzle-orm'
import { asJsonb } from '@/db/raw'
import { customers } from '@/db/schema/customers'

/** Independent of the database's locale: in Turkish, I and i aren't a pair. */
export const sameEmail = (column: AnyColumn, email: string): SQL =>
  sql`lower(${column} collate "C") = lower(${email} collate "C")`

export const likeable = (text: string) => text.replace(/[\\%_]/g, '\\$&')
const reversed = (text: string) => Array.from(text).reverse().join('')

/** Both use the text_pattern_ops indexes, which serve a `like` with a fixed start. */
export const startsWith = (column: AnyColumn, text: string): SQL => sql`${column} like ${`${likeable(text)}%`}`
export const endsWith = (column: AnyColumn, text: string): SQL =>
  sql`reverse(${column}) like ${`${likeable(reversed(text))}%`}`

/** A name without case and Unicode form, as in the folded indexes. In Turkish, I becomes ı. */
export const folded = (name: AnyColumn | SQL | string): SQL => sql`translate(lower(normalize(${name})), 'ı', 'i')`

/** The column equals the text, or starts with it, in any case and Unicode form. */
export const isNamedLike = (column: AnyColumn, text: string): SQL => sql`${folded(column)} = ${folded(text)}`
export const isNamedLikeStart = (column: AnyColumn | SQL, text: string): SQL =>
  sql`${folded(column)} like ${folded(`${likeable(text)}%`)}`

/** The customer's user ID or anonymous ID, as in the index of its pieces. */
export const foldedName = folded(sql`coalesce(${customers.userId}, ${customers.anonymousId})`)

export const contains = (text: string): SQL => sql`${foldedName} like ${folded(`%${likeable(text)}%`)}`

/** A list of texts as a single parameter. */
export const texts = (list: readonly string[]): SQL => sql`array(select jsonb_array_elements_text(${asJsonb(list)}))`

/** An array of the IDs of customers with exactly this `user.id` or anonymous ID. */
export const customersCalled = (environmentId: string, name: string): SQL => sql`array(
  select ${customers.id} from ${customers} where ${customers.environmentId} = ${environmentId} and ${customers.userId} = ${name}
  union all
  select ${customers.id} from ${customers} where ${customers.environmentId} = ${environmentId} and ${customers.anonymousId} = ${name})`
