import { type AnyColumn, type SQL, sql } from 'drizzle-orm'

/** Whatever the language of the database: in Turkish, I and i are no pair. */
export const sameEmail = (column: AnyColumn, email: string): SQL =>
  sql`lower(${column} collate "C") = lower(${email} collate "C")`

const likeable = (text: string) => text.replace(/[\\%_]/g, '\\$&')
const reversed = (text: string) => Array.from(text).reverse().join('')

/** Both use the text_pattern_ops indexes, which a `like` with a fixed start can. */
export const startsWith = (column: AnyColumn, text: string): SQL => sql`${column} like ${`${likeable(text)}%`}`
export const endsWith = (column: AnyColumn, text: string): SQL =>
  sql`reverse(${column}) like ${`${likeable(reversed(text))}%`}`

/** A name without regard to case and Unicode form, as the folded indexes hold it. In Turkish, I becomes ı. */
export const folded = (name: AnyColumn | SQL | string): SQL => sql`translate(lower(normalize(${name})), 'ı', 'i')`

/** Whose user ID or anonymous ID is one of these texts, or starts with one, in any case and Unicode form. */
export const isNamedLike = (column: AnyColumn, text: string): SQL => sql`${folded(column)} = ${folded(text)}`
export const isNamedLikeStart = (column: AnyColumn, text: string): SQL =>
  sql`${folded(column)} like ${folded(`${likeable(text)}%`)}`
