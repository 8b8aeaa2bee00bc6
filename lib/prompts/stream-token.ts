import type { Db } from '@/db/client'
import { findEnvironment } from '@/db/queries/companies'
import { findLiveKeyById } from '@/db/queries/prompt-stream-keys'
import { Refused } from '../errors'
import { isSignatureOf, signatureOf } from '../secrets'
import type { StreamPlace } from './streams'

const purpose = 'prompt.stream'
const windowMs = 15 * 60_000

/**
 * For clients that cannot send a header with their stream, as browsers cannot. The same for a quarter of an hour, so that
 * an unchanged answer stays unchanged; good for between one and two quarters.
 */
export function streamToken({ environmentId, keyId, now }: { environmentId: string; keyId: string; now: number }) {
  const expires = (Math.floor(now / windowMs) + 2) * windowMs
  const text = `${environmentId}.${keyId}.${expires.toString(36)}`
  return `${text}.${signatureOf(text, purpose)}`
}

/** The environment that the token opens; refused when it is not ours, has expired, or its key was revoked. */
export async function placeOfToken(db: Db, { token, now }: { token: string; now: number }): Promise<StreamPlace> {
  const [environmentId = '', keyId = '', expires = '', signature = ''] = token.split('.')
  const isOurs = isSignatureOf(`${environmentId}.${keyId}.${expires}`, purpose, signature)
  if (!isOurs || Number.parseInt(expires, 36) <= now) throw refused()
  const [key, found] = await Promise.all([
    findLiveKeyById(db, { environmentId, keyId, now: new Date(now) }),
    findEnvironment(db, { environmentId }),
  ])
  if (!key || !found) throw refused()
  return { id: environmentId, name: found.environmentName, appId: found.appId, companyId: found.companyId }
}

const refused = () =>
  new Refused(
    'signed-out',
    'This stream’s address has expired: evaluate again for a new one.',
    {},
    'stream_token_invalid',
  )
