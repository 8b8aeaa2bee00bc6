import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { makeEnvironment, unique } from './factories'
import { rowsOf } from './rows'
import { notifications } from './schema/notifications'
import { inRollback } from './testing'

type Row = Omit<typeof notifications.$inferInsert, 'environmentId'>

const bare: Row = {
  type: 'live',
  unread: 0,
  payload: { aps: { alert: null, badge: 1.5, list: ['a', { b: [] }] } },
  actorKind: 'system',
  actorName: '',
  expiresAt: new Date('2026-03-30T00:00:00.001Z'),
}
const full: Row = {
  ...bare,
  externalId: unique('m'),
  title: `quotes ' " and a \\ backslash, 日本 💬\n`,
  headers: { 'apns-priority': '5' },
  ignoresPresence: true,
  sentAt: new Date('2026-03-29T01:59:59.999Z'),
}

it.each<[string, Row[]]>([
  ['one row', [full]],
  ['rows that share some values', [full, { ...bare, externalId: null, expiresAt: new Date(bare.expiresAt) }]],
  ['equal rows', [bare, { ...bare, externalId: null }]],
])('writes the same rows as values(), with defaults, absent values, times, JSON and any text: %s', (_, given) =>
  inRollback(async (db) => {
    const { id: environmentId } = await makeEnvironment(db)
    const rows = given.map((row) => ({ ...row, environmentId }))
    const written = await db
      .insert(notifications)
      .select(rowsOf(notifications, rows, 'new'))
      .returning()
    await db.delete(notifications).where(eq(notifications.environmentId, environmentId))
    const expected = await db.insert(notifications).values(rows).returning()
    expect(written.map(({ id: _, ...row }) => row)).toEqual(expected.map(({ id: _, ...row }) => row))
  }),
)
