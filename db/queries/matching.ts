import { type AnyColumn, type SQL, sql } from 'drizzle-orm'

const likeable = (text: string) => text.replace(/[\\%_]/g, '\\$&')
const reversed = (text: string) => Array.from(text).reverse().join('')

/** Both use the text_pattern_ops indexes, which a `like` with a fixed start can. */
export const startsWith = (column: AnyColumn, text: string): SQL => sql`${column} like ${`${likeable(text)}%`}`
export const endsWith = (column: AnyColumn, text: string): SQL =>
  sql`reverse(${column}) like ${`${likeable(reversed(text))}%`}`
