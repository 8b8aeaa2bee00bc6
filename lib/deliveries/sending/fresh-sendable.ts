import type { Db } from '@/db/client'
import { loadSendables, type Sendable } from '@/db/queries/sending/sending'
import { gatherer } from '@/lib/flow/gatherer'

/** A delivery that was read longer ago is read again just before it is sent. */
const freshMs = 1_000

const readTogether = gatherer<string, Sendable | undefined>({
  async write(db, _group, ids) {
    const rows = await loadSendables(db, { ids, now: new Date() })
    const found = new Map(rows.map((row) => [row.id, row]))
    return ids.map((id) => found.get(id))
  },
  batchMax: 250,
  batchesMax: 1,
})

/** Reads a delivery's current row; undefined if it was removed. Concurrent reads share one query. */
export const readSendable = (db: Db, id: string) => readTogether(db, 'sendables', id)

export async function freshSendable(db: Db, loaded: Sendable): Promise<Sendable | undefined> {
  return Date.now() - loaded.loadedAt.getTime() < freshMs ? loaded : readSendable(db, loaded.id)
}
