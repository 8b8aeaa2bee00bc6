import type { Database } from '@/db/client'
import { knownKeys } from './context-for-key'

/** Drops cached keys as soon as one of them or their environment changes in any process. Returns a function that stops it. */
export function watchKeys(database: Database): Promise<() => Promise<void>> {
  const keys = knownKeys(database.db)
  return database.hear(['keys', 'environment'], (change) => {
    if (change.kind === 'gap') keys.doubt()
    else keys.forget(change.environmentId)
  })
}
