import { expect, it } from 'vitest'
import { lastRun, noteRun, rewriteRun } from '@/db/queries/incidents/incidents'
import { emptyDatabase } from '@/db/testing'
import { timeOfWrite } from './time-of-write'

it('includes the wait for locks that other writes hold, and changes nothing', async () => {
  const database = await emptyDatabase()
  const { db } = database
  try {
    const ranAt = new Date('2026-01-01')
    await noteRun(db, { ranAt })
    const order: string[] = []
    const held = await db.transaction(async (tx) => {
      await rewriteRun(tx)
      const time = timeOfWrite(db)
      const startedAt = performance.now()
      const written = time.then(() => order.push('written'))
      for (let asked = 0; asked < 20; asked += 1) await lastRun(tx)
      order.push('free')
      return { time, written, heldMs: performance.now() - startedAt }
    })
    await held.written
    expect(order).toEqual(['free', 'written'])
    expect(await held.time).toBeGreaterThanOrEqual(held.heldMs)
    expect(await db.query.detectorRuns.findMany()).toMatchObject([{ ranAt }])
  } finally {
    await database.close()
  }
})
