import type { Db } from '@/db/client'
import { loadSendables, type Sendable } from '@/db/queries/sending/sending'
import { gatherer } from '@/lib/flow/gatherer'

/** What was read longer ago is read again just before it is sent. */
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

/** As it is in the database now; undefined where it was removed. Many that are read at once are one question. */
export const readSendable = (db: Db, id: string) => readTogether(db, 'sendables', id)

export async function freshSendable(db: Db, loaded: Sendable): Promise<Sendable | undefined> {
  return Date.now() - loaded.loadedAt.getTime() < freshMs ? loaded : readSendable(db, loaded.id)
}
