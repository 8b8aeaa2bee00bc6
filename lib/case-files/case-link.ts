import { randomBytes } from 'node:crypto'
import { hashOf, isSignatureOf, signatureOf } from '@/lib/secrets'

const purpose = 'case file'

/** 256 random bits, signed, so that a guess is refused before anything is looked up. Only the hash is kept. */
export function makeCaseToken() {
  const random = randomBytes(32).toString('base64url')
  const token = `${random}.${signatureOf(random, purpose)}`
  return { token, path: `/case/${token}`, tokenHash: hashOf(token) }
}

/** The hash to look for; undefined for what we never made. */
export function hashOfCaseToken(token: string): string | undefined {
  const [random = '', signature = '', ...rest] = token.split('.')
  return rest.length === 0 && isSignatureOf(random, purpose, signature) ? hashOf(token) : undefined
}
