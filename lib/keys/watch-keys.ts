import type { Database } from '@/db/client'
import { knownKeys } from './context-for-key'

/** Forgets keys the moment that one of them, or their environment, changed anywhere. Gives what ends it. */
export function watchKeys(database: Database): Promise<() => Promise<void>> {
  const keys = knownKeys(database.db)
  return database.hear(['keys', 'environment'], (change) => {
    if (change.kind === 'gap') keys.doubt()
    else keys.forget(change.environmentId)
  })
}
