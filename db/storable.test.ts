import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { makeEnvironment } from './factories'
import { asJsonb, runSql } from './raw'
import { rowsOf } from './rows'
import { auditEntries } from './schema/credentials'
import { cut, isStorable, storable } from './storable'
import { inRollback } from './testing'

const half = '\ufffd'

/** Given texts, and how the database stores them. */
const texts: [string, string, string][] = [
  ['NUL', 'a\u0000b', `a${half}b`],
  ['the first half of a pair', 'a\ud83d', `a${half}`],
  ['the second half of a pair', '\ude00b', `${half}b`],
  ['a pair the wrong way round', '\ude00\ud83d', `${half}${half}`],
  ['two first halves and a second', '\ud83d\ud83d\ude00', `${half}😀`],
  ['a whole pair', 'a😀b', 'a😀b'],
  ['an escape that someone typed', 'a\\u0000b \\ud83d', 'a\\u0000b \\ud83d'],
  ['NUL after backslashes', '\\\\\u0000', `\\\\${half}`],
  ['other control characters', '\u0001\u001f\u007f\n\t"', '\u0001\u001f\u007f\n\t"'],
  ['a character that turns the direction', 'a\u202eb', 'a\u202eb'],
  ['the last code point', '\u{10ffff}\uffff', '\u{10ffff}\uffff'],
]

describe('text from outside', () => {
  it.each(texts)('%s: is kept in a text column, in JSON, as a value and as a key', (_, given, kept) =>
    inRollback(async (db) => {
      expect(isStorable(given)).toBe(given === kept)
      const text = await runSql<{ text: string }>(db, sql`select ${storable(given)}::text as text`)
      expect(text.rows).toEqual([{ text: kept }])
      const value = { [given]: [given, { inner: given }] }
      const whole = await runSql<{ value: unknown }>(db, sql`select ${asJsonb(value)} as value`)
      expect(whole.rows).toEqual([{ value: { [kept]: [kept, { inner: kept }] } }])
    }),
  )

  it.each(texts)('%s: breaks neither a jsonb column nor rows passed as JSON', (_, given, kept) =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const entry = { action: 'a', actorKind: 'system' as const, actorName: 'a', subjectKind: 'a', environmentId }
      await db.insert(auditEntries).values({ ...entry, before: { given } })
      await db
        .insert(auditEntries)
        .select(rowsOf(auditEntries, [{ ...entry, before: { given }, comment: given }], 'new'))
      const rows = await db.select().from(auditEntries).where(sql`environment_id = ${environmentId}`)
      expect(rows.map(({ before }) => before)).toEqual([{ given: kept }, { given: kept }])
      expect(rows.flatMap(({ comment }) => comment ?? [])).toEqual([kept])
    }),
  )

  it('is never cut within a character, wherever the limit falls', () => {
    const text = 'a😀é😀😀漢'
    for (let lengthMax = 0; lengthMax <= text.length + 1; lengthMax += 1) {
      const short = cut(text, lengthMax)
      expect(isStorable(short)).toBe(true)
      expect(text.startsWith(short)).toBe(true)
      expect(Math.min(lengthMax, text.length) - short.length).toBeLessThanOrEqual(1)
    }
  })
})
