import { hostname } from 'node:os'
import type { Database } from '@/db/client'
import { newId } from '@/db/new-id'
import { ownVersion } from '@/db/own-version'
import { noteWorker, removeWorker } from '@/db/queries/sending/workers'
import { log } from '@/lib/log'
import { every } from './every'

const beatMs = 5_000

/** Records that this worker is alive, for health pages and metrics. A failed write doesn't stop the worker. */
export async function startHeartbeat({ db }: Database): Promise<{ stop(): Promise<void> }> {
  const worker = { id: newId(), version: await ownVersion(), host: hostname(), startedAt: new Date() }
  const orTell = (work: Promise<void>) =>
    work.catch((error: unknown) => log.warn({ err: error }, 'couldn’t write the worker’s heartbeat'))
  await orTell(noteWorker(db, worker))
  const timer = every(beatMs, () => noteWorker(db, worker))
  return {
    async stop() {
      clearInterval(timer)
      await orTell(removeWorker(db, worker))
    },
  }
}
