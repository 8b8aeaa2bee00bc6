import type { Db } from '@/db/client'
import { lockServiceToken } from '@/db/queries/staff/service-tokens'
import { Refused } from '@/lib/errors'

/** Locks the token for the transaction, so that if two people end it at once, the second gets an error. */
export async function liveServiceToken(db: Db, one: { tokenId: string }) {
  const token = await lockServiceToken(db, one)
  if (!token) throw new Refused('not-found', 'This service token doesn’t exist or is already revoked.')
  if (token.expiresAt && token.expiresAt <= new Date())
    throw new Refused('conflict', 'This service token has already expired. Create a new one.')
  return token
}
