import { expect, it } from 'vitest'
import { makeApiKey, makeEnvironment } from '@/db/factories'
import { refuseKeyCounts } from '@/db/incident-factories'
import { inRollback } from '@/db/testing'
import { countCall, countRefusedKey, writeCallCounts } from './call-counts'

it('counts that could not be written are written once the next time, with those added meanwhile', () =>
  inRollback(async (db) => {
    const { id: environmentId } = await makeEnvironment(db)
    const { key } = await makeApiKey(db, { environmentId, kind: 'publishable' })
    const rows = async () => {
      const found = await db.query.callCounts.findMany({ where: (row, { eq }) => eq(row.environmentId, environmentId) })
      return found.map(({ call, code, count }) => [call, code, count])
    }
    const count = () => {
      countCall(db, environmentId, 'registration', null)
      countRefusedKey(db, key, 'evaluation')
    }
    count()
    // The first of the two statements succeeds.
    const takeThemAgain = await refuseKeyCounts(db)
    await expect(writeCallCounts(db)).rejects.toThrow()
    expect(await rows()).toEqual([])
    count()
    await takeThemAgain()
    for (const _ of [1, 2]) await writeCallCounts(db)
    expect(await rows()).toEqual([
      ['registration', null, 2],
      ['evaluation', 'key_invalid', 2],
    ])
  }))
