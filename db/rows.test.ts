import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { makeEnvironment, unique } from './factories'
import { rowsOf } from './rows'
import { notifications } from './schema/notifications'
import { inRollback } from './testing'

it('writes the same rows as values(): defaults, absent values, times, JSON and any text', () =>
  inRollback(async (db) => {
    const environment = await makeEnvironment(db)
    const full: typeof notifications.$inferInsert = {
      environmentId: environment.id,
      type: 'live',
      externalId: unique('m'),
      title: `quotes ' " and a \\ backslash, 日本 💬\n`,
      unread: 0,
      payload: { aps: { alert: null, badge: 1.5, list: ['a', { b: [] }] } },
      headers: { 'apns-priority': '5' },
      ignoresPresence: true,
      actorKind: 'system',
      actorName: '',
      sentAt: new Date('2026-03-29T01:59:59.999Z'),
      expiresAt: new Date('2026-03-30T00:00:00.001Z'),
    }
    const { title: _, headers: __, ignoresPresence: ___, sentAt: ____, ...bare } = full
    const rows = [full, { ...bare, externalId: null }]
    const written = await db
      .insert(notifications)
      .select(rowsOf(notifications, rows, 'new'))
      .returning()
    await db.delete(notifications).where(eq(notifications.environmentId, environment.id))
    const expected = await db.insert(notifications).values(rows).returning()
    expect(written.map(({ id: _, ...row }) => row)).toEqual(expected.map(({ id: _, ...row }) => row))
  }))
