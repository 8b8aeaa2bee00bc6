import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { newId } from '@/db/new-id'
import { inRollback } from '@/db/testing'
import { hasSilentWorker, listWorkers, noteWorker, removeWorker } from './workers'

it('a worker is alive until its heartbeats stop, and gone once it has stopped properly', () =>
  inRollback(async (db) => {
    await db.execute(sql`delete from workers`)
    const worker = { id: newId(), version: '1.2.3', host: 'one', startedAt: new Date() }
    const found = async () => (await listWorkers(db)).filter(({ id }) => id === worker.id)
    await noteWorker(db, worker)
    expect(await found()).toMatchObject([{ ...worker, isAlive: true }])
    expect(await hasSilentWorker(db)).toBe(false)
    await db.execute(sql`update workers set last_seen_at = now() - interval '1 minute' where id = ${worker.id}`)
    expect(await found()).toMatchObject([{ isAlive: false }])
    expect(await hasSilentWorker(db)).toBe(true)
    await noteWorker(db, { ...worker, startedAt: new Date(0) })
    expect(await found()).toMatchObject([{ ...worker, isAlive: true }])
    await removeWorker(db, worker)
    expect(await found()).toEqual([])
  }))
