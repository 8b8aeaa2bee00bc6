import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { processWide } from '@/db/process-wide'

/** Set once at start, from ENCRYPTION_KEY. */
const encryptionKey = processWide<Buffer>('encryptionKey')

export const setEncryptionKey = (hex: string) => encryptionKey.set(Buffer.from(hex, 'hex'))

function key(): Buffer {
  const found = encryptionKey.get()
  if (!found) throw new Error('setEncryptionKey was not called at start.')
  return found
}

/** Key fingerprint. Lets key rotation find values that still use the old key. */
const keyName = (secret: Buffer) => createHash('sha256').update(secret).digest('hex').slice(0, 8)

/**
 * AES-256-GCM with a random nonce. `purpose` is bound to the text (`apns_credentials:<id>`), so that one row's secret
 * cannot be moved into another. Gives `v1.<key name>.<nonce>.<tag>.<text>`, base64url.
 */
export function encrypt(plain: string, purpose: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key(), nonce).setAAD(Buffer.from(purpose))
  const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  return ['v1', keyName(key()), ...[nonce, cipher.getAuthTag(), text].map((part) => part.toString('base64url'))].join(
    '.',
  )
}

export function decrypt(sealed: string, purpose: string): string {
  const [version, , nonce, tag, text] = sealed.split('.')
  if (version !== 'v1' || !nonce || !tag || text === undefined) throw new Error('This is not an encrypted value.')
  const decipher = createDecipheriv('aes-256-gcm', key(), Buffer.from(nonce, 'base64url'))
    .setAAD(Buffer.from(purpose))
    .setAuthTag(Buffer.from(tag, 'base64url'))
  return Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]).toString('utf8')
}

/** For tokens and keys that are random enough (128 bits and more) to need no slow hash. */
export const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex')

/** Shows later, to any process with the same key, that we wrote this text for that purpose. */
export const signatureOf = (text: string, purpose: string) =>
  createHmac('sha256', key()).update(`${purpose}\0${text}`).digest('base64url')

/** Tells two values apart in the audit log without telling what they are, nor letting anyone try guesses. */
export const fingerprintOf = (text: string) => `fingerprint ${signatureOf(text, 'fingerprint').slice(0, 8)}`

export function isSignatureOf(text: string, purpose: string, given: string): boolean {
  const [wanted, found] = [Buffer.from(signatureOf(text, purpose)), Buffer.from(given)]
  return wanted.length === found.length && timingSafeEqual(wanted, found)
}
