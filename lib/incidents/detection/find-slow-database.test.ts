import { expect, it } from 'vitest'
import { inRollback } from '@/db/testing'
import { detectIncidents } from './detect'
import { at, here } from './testing/here'

it('opens a platform incident for a database that stays slow, but not for one slow response', () =>
  inRollback(async (db) => {
    const { look } = await here(db)
    const slow = async (second: number, databaseMs: number) => {
      await detectIncidents(db, { now: at(second), databaseMs })
      const rows = await db.query.incidents.findMany({ where: ({ cause }, { eq }) => eq(cause, 'database_slow') })
      return rows.map(({ closedAt }) => (closedAt ? 'closed' : 'open'))
    }
    expect(await slow(0, 1_500)).toEqual([])
    expect(await slow(3, 5)).toEqual([])
    for (const second of [6, 9, 12, 15]) expect(await slow(second, 1_500)).toEqual([])
    expect(await slow(16, 1_500)).toEqual(['open'])
    expect(await slow(30, 400)).toEqual(['open'])
    await look(33)
    await look(44)
    expect(await slow(46, 5)).toEqual(['closed'])
  }))
