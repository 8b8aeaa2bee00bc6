import type { Db } from '@/db/client'
import { Refused } from '@/lib/errors'
import { knownKeys } from '@/lib/keys/context-for-key'
import { isSignatureOf, signatureOf } from '@/lib/secrets'
import type { StreamRight } from './streams'

const purpose = 'prompt.stream'
const windowMs = 15 * 60_000

/**
 * Signs a token for clients that can't send a header with their stream, such as browsers. The token stays the same for
 * 15 minutes, so that an unchanged response stays unchanged. It is valid for 15 to 30 minutes.
 */
export function streamToken({ environmentId, keyId, now }: { environmentId: string; keyId: string; now: number }) {
  const expires = (Math.floor(now / windowMs) + 2) * windowMs
  const text = `${environmentId}.${keyId}.${expires.toString(36)}`
  return `${text}.${signatureOf(text, purpose)}`
}

/** Returns the environment that the token opens. Rejects a token that is forged, expired, or of a revoked key. */
export async function placeOfToken(
  db: Db,
  { token, address, now }: { token: string; address: string | undefined; now: number },
): Promise<StreamRight> {
  const [environmentId = '', keyId = '', expires = '', signature = ''] = token.split('.')
  const isOurs = isSignatureOf(`${environmentId}.${keyId}.${expires}`, purpose, signature)
  if (!isOurs || Number.parseInt(expires, 36) <= now) throw refused()
  const known = await knownKeys(db).findById(keyId, now)
  if (known?.environment.id !== environmentId) throw refused()
  const { id, kind, expiresAt } = known.key
  return { place: known.environment, endsAt: expiresAt, keyId: id, isPublic: kind === 'publishable', address }
}

const refused = () =>
  new Refused(
    'signed-out',
    'This stream’s address has expired: evaluate again for a new one.',
    {},
    'stream_token_invalid',
  )
