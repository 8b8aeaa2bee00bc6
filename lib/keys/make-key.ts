import { randomBytes } from 'node:crypto'
import type { ApiKeyKind } from '@/db/schema/credentials'
import { hashOf } from '@/lib/secrets'

/** Makes a key of 192 random bits. The prefix tells people and leak scanners what it is. */
export function makeKey(kind: ApiKeyKind) {
  const key = `${kind === 'secret' ? 'sk' : 'pk'}_${randomBytes(24).toString('base64url')}`
  return { key, keyHash: hashOf(key), prefix: key.slice(0, 7), lastFour: key.slice(-4) }
}
