import { type Change, changesChannel } from '@/db/changes'
import type { Database } from '@/db/client'
import { knownKeys } from './context-for-key'

/** Forgets keys the moment that one of them, or their environment, changed anywhere. Gives what ends it. */
export function watchKeys(database: Database): Promise<() => Promise<void>> {
  const keys = knownKeys(database.db)
  return database.listen(changesChannel, (payload) => {
    // Without a payload something may have been missed.
    if (!payload) return keys.doubt()
    const change: Change = JSON.parse(payload)
    if (change.kind === 'keys' || change.kind === 'environment') keys.forget(change.environmentId)
  })
}
