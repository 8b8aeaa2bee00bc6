import { type AnyColumn, type SQL, sql } from 'drizzle-orm'
import { asJsonb } from '@/db/raw'
import { customers } from '@/db/schema/customers'

/** Whatever the language of the database: in Turkish, I and i are no pair. */
export const sameEmail = (column: AnyColumn, email: string): SQL =>
  sql`lower(${column} collate "C") = lower(${email} collate "C")`

export const likeable = (text: string) => text.replace(/[\\%_]/g, '\\$&')
const reversed = (text: string) => Array.from(text).reverse().join('')

/** Both use the text_pattern_ops indexes, which a `like` with a fixed start can. */
export const startsWith = (column: AnyColumn, text: string): SQL => sql`${column} like ${`${likeable(text)}%`}`
export const endsWith = (column: AnyColumn, text: string): SQL =>
  sql`reverse(${column}) like ${`${likeable(reversed(text))}%`}`

/** A name without regard to case and Unicode form, as the folded indexes hold it. In Turkish, I becomes ı. */
export const folded = (name: AnyColumn | SQL | string): SQL => sql`translate(lower(normalize(${name})), 'ı', 'i')`

/** Whose user ID or anonymous ID is one of these texts, or starts with one, in any case and Unicode form. */
export const isNamedLike = (column: AnyColumn, text: string): SQL => sql`${folded(column)} = ${folded(text)}`
export const isNamedLikeStart = (column: AnyColumn | SQL, text: string): SQL =>
  sql`${folded(column)} like ${folded(`${likeable(text)}%`)}`

/** Whichever of the two names a customer has, as the index of its pieces holds it. */
export const foldedName = folded(sql`coalesce(${customers.userId}, ${customers.anonymousId})`)

export const contains = (text: string): SQL => sql`${foldedName} like ${folded(`%${likeable(text)}%`)}`

/** Texts as one parameter, however many. */
export const texts = (list: readonly string[]): SQL => sql`array(select jsonb_array_elements_text(${asJsonb(list)}))`

/** The ids, as an array, of whom the company calls exactly this: `user.id` or the anonymous ID. */
export const customersCalled = (environmentId: string, name: string): SQL => sql`array(
  select ${customers.id} from ${customers} where ${customers.environmentId} = ${environmentId} and ${customers.userId} = ${name}
  union all
  select ${customers.id} from ${customers} where ${customers.environmentId} = ${environmentId} and ${customers.anonymousId} = ${name})`
