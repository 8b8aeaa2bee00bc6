import type { Database } from '@/db/client'
import { knownKeys } from '@/lib/keys/context-for-key'
import { FetchLog } from './fetch-log'
import { PromptScheduler } from './scheduler'
import { PromptStore } from './store'
import { PromptStreams } from './streams'

export type PromptRuntime = { store: PromptStore; fetches: FetchLog; streams: PromptStreams }
type Running = PromptRuntime & { stop(): Promise<void> }

const running = new WeakMap<Database, Promise<Running>>()

/** Returns this process's prompt services. Starts them on first use, and retries a failed start on the next. */
export function promptRuntime(database: Database): Promise<PromptRuntime> {
  let found = running.get(database)
  if (!found) {
    found = start(database)
    running.set(database, found)
    found.catch(() => running.delete(database))
  }
  return found
}

/** Ends the streams and writes the pending counts. */
export async function stopPromptRuntime(database: Database) {
  const found = running.get(database)
  running.delete(database)
  await (await found?.catch(() => undefined))?.stop()
}

async function start(database: Database): Promise<Running> {
  const store = await PromptStore.start(database)
  const fetches = new FetchLog(database)
  const streams = new PromptStreams(store, (client) => fetches.leave(client))
  const scheduler = new PromptScheduler(database, store)
  const keys = knownKeys(database.db)
  const stop = async () => {
    streams.stop()
    await scheduler.stop()
    await store.stop()
    await fetches.stop()
  }
  const hearing = database.hear(['keys'], (change) => {
    // Clear keys first: a client that reconnects when its stream ends must not find a revoked key in the cache.
    if (change.kind === 'gap') {
      keys.doubt()
      streams.closeAll()
    } else {
      keys.forget(change.environmentId)
      streams.closeEnvironment(change.environmentId)
    }
  })
  const stopHearing = await hearing.catch(async (error: unknown) => {
    await stop()
    throw error
  })
  return {
    store,
    fetches,
    streams,
    async stop() {
      await stopHearing()
      await stop()
    },
  }
}
