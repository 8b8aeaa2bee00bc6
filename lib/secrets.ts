import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import { processWide } from '@/db/process-wide'
import type { SealedColumn } from '@/db/sealed'
import { encryptionKeysOf } from './encryption-keys'

/**
 * The value's column and row. The ciphertext is bound to both, so that one row’s secret can’t be moved into another.
 */
export type SealedPurpose = `${SealedColumn}:${string}`

/**
 * `given` is the key as configured. It encrypted and signed before keys were derived, and still decrypts and verifies
 * those values.
 */
type Key = { name: string; fingerprint: string; given: Buffer; sealing: Buffer; signing: Buffer }

/** Set once at startup, from ENCRYPTION_KEY. The first key encrypts and signs. */
const encryptionKeys = processWide<Key[]>('encryptionKeys')

export function setEncryptionKey(text: string) {
  encryptionKeys.set(
    encryptionKeysOf(text).map(({ name, hex }) => {
      const given = Buffer.from(hex, 'hex')
      const derived = (info: string) => Buffer.from(hkdfSync('sha256', given, '', info, 32))
      const [sealing, signing] = [derived('pushdesk encryption'), derived('pushdesk signature')]
      return { name, fingerprint: hashOf(given).slice(0, 8), given, sealing, signing }
    }),
  )
}

function keys(): Key[] {
  const found = encryptionKeys.get()
  if (!found) throw new Error('setEncryptionKey was not called at start.')
  return found
}

function current(): Key {
  const [first] = keys()
  if (!first) throw new Error('setEncryptionKey was given no key.')
  return first
}

/** The names and fingerprints of the given keys. The first key encrypts. */
export const keyNames = () => keys().map(({ name, fingerprint }) => ({ name, fingerprint }))

/** The prefix of every value that needs no rotation. */
export const currentSealPrefix = () => `v2.${current().name}.`

/** Encrypts with AES-256-GCM and a random nonce. Returns `v2.<key name>.<nonce>.<tag>.<text>`, base64url. */
export function encrypt(plain: string, purpose: SealedPurpose): string {
  const { name, sealing } = current()
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(Buffer.from(purpose))
  const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  return ['v2', name, ...[nonce, cipher.getAuthTag(), text].map((part) => part.toString('base64url'))].join('.')
}

export function decrypt(sealed: string, purpose: SealedPurpose): string {
  const plain = findPlain(sealed, purpose)
  if (plain === undefined) throw new Error('No key of ENCRYPTION_KEY opens this value, or it is none.')
  return plain
}

/** Decrypts a value. Returns undefined if none of the given keys decrypts it. */
export function findPlain(sealed: string, purpose: SealedPurpose): string | undefined {
  const [version = '', name = '', ...parts] = sealed.split('.')
  if (!['v1', 'v2'].includes(version) || parts.length !== 3) return undefined
  for (const key of keysFor(version, name)) {
    const plain = opened(parts, version === 'v1' ? key.given : key.sealing, purpose)
    if (plain !== undefined) return plain
  }
}

/**
 * The keys to try. `v1` names the key by its fingerprint. For `v2`, tries all keys if none has the name: the key may
 * have been renamed.
 */
function keysFor(version: string, name: string): Key[] {
  if (version === 'v1') return keys().filter(({ fingerprint }) => fingerprint === name)
  const named = keys().filter((key) => key.name === name)
  return named.length ? named : keys()
}

function opened(parts: string[], key: Buffer, purpose: string): string | undefined {
  const [nonce = Buffer.of(), tag = Buffer.of(), text = Buffer.of()] = parts.map((part) =>
    Buffer.from(part, 'base64url'),
  )
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(purpose)).setAuthTag(tag)
    return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8')
  } catch {
    // Wrong key, wrong row, or changed text: node:crypto doesn't tell them apart.
    return undefined
  }
}

/** SHA-256, for tokens and keys that are random enough (128 bits or more) to need no slow hash. */
export const hashOf = (secret: string | Buffer) => createHash('sha256').update(secret).digest('hex')

/** Signs a text for a purpose. Any process with the same key can later verify that we wrote it. */
export const signatureOf = (text: string, purpose: string) => signed(current().signing, text, purpose)

/** Whether one of the given keys made the signature. */
export const isSignatureOf = (text: string, purpose: string, given: string) =>
  keys().some((key) => [key.signing, key.given].some((by) => isSame(signed(by, text, purpose), given)))

/** Signs a text for storage in the database. Begins with the fingerprint of its key. */
export function storedSignatureOf(text: string, purpose: string): string {
  const { fingerprint, signing } = current()
  return `${fingerprint}.${signed(signing, text, purpose)}`
}

/**
 * Every stored signature that this text can have, for look-ups: by any given key, including the format before
 * signatures named their key.
 */
export const storedSignaturesOf = (text: string, purpose: string): string[] =>
  keys().flatMap(({ fingerprint, signing, given }) => [
    `${fingerprint}.${signed(signing, text, purpose)}`,
    signed(given, text, purpose),
  ])

/** `unknown`: the key that made the signature isn’t given. */
export function checkStoredSignature(text: string, purpose: string, stored: string): 'right' | 'wrong' | 'unknown' {
  const [fingerprint, signature] = stored.split('.')
  if (signature === undefined)
    return keys().some(({ given }) => isSame(signed(given, text, purpose), stored)) ? 'right' : 'wrong'
  const key = keys().find((known) => known.fingerprint === fingerprint)
  if (!key) return 'unknown'
  return isSame(signed(key.signing, text, purpose), signature) ? 'right' : 'wrong'
}

/** Lets the audit log tell two values apart without revealing them or letting anyone test guesses. */
export const fingerprintOf = (text: string) => `fingerprint ${signatureOf(text, 'fingerprint').slice(0, 8)}`

const signed = (key: Buffer, text: string, purpose: string) =>
  createHmac('sha256', key).update(`${purpose}\0${text}`).digest('base64url')

function isSame(one: string, other: string): boolean {
  const [wanted, found] = [Buffer.from(one), Buffer.from(other)]
  return wanted.length === found.length && timingSafeEqual(wanted, found)
}
