import type { Db } from '@/db/client'
import { lockLiveKey } from '@/db/queries/settings/key-settings'
import { Refused } from '@/lib/errors'

/** Locks the key for the transaction, so that if two people end it at once, the second gets an error. */
export async function getLiveKey(db: Db, one: { environmentId: string; keyId: string }) {
  const key = await lockLiveKey(db, one)
  if (!key) throw new Refused('not-found', 'This key doesn’t exist in this environment or is already revoked.')
  if (key.expiresAt && key.expiresAt <= new Date())
    throw new Refused('conflict', 'This key has already expired. Create a new one.')
  return key
}
