import { randomBytes } from 'node:crypto'
import { hashOf, isSignatureOf, signatureOf } from '@/lib/secrets'

const purpose = 'case file'

/**
 * Makes a token of 256 random bits with a signature, so that guesses are rejected without a look-up. Only the hash is
 * stored.
 */
export function makeCaseToken() {
  const random = randomBytes(32).toString('base64url')
  const token = `${random}.${signatureOf(random, purpose)}`
  return { token, path: `/case/${token}`, tokenHash: hashOf(token) }
}

/** Returns the hash to look up, or undefined for a token that we never made. */
export function hashOfCaseToken(token: string): string | undefined {
  const [random = '', signature = '', ...rest] = token.split('.')
  return rest.length === 0 && isSignatureOf(random, purpose, signature) ? hashOf(token) : undefined
}
