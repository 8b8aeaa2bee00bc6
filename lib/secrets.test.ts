import { createCipheriv, createHash, createHmac, randomBytes } from 'node:crypto'
import { afterAll, expect, it } from 'vitest'
import { faultOfEncryptionKeys } from './encryption-keys'
import {
  checkStoredSignature,
  decrypt,
  encrypt,
  findPlain,
  isSignatureOf,
  setEncryptionKey,
  signatureOf,
  storedSignatureOf,
  storedSignaturesOf,
} from './secrets'

const [first, second] = ['1', '2'].map((digit) => digit.repeat(64))
const purpose = 'staff.totp_secret:one'
afterAll(() => setEncryptionKey(randomBytes(32).toString('hex')))

/** Encrypts as we did before keys were derived. */
function sealedThen(plain: string, key = Buffer.from(first ?? '', 'hex')) {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(purpose))
  const text = Buffer.concat([cipher.update(plain), cipher.final()])
  const name = createHash('sha256').update(key).digest('hex').slice(0, 8)
  return `v1.${name}.${[nonce, cipher.getAuthTag(), text].map((part) => part.toString('base64url')).join('.')}`
}
const signedThen = (text: string) =>
  createHmac('sha256', Buffer.from(first ?? '', 'hex'))
    .update(`that\0${text}`)
    .digest('base64url')

it('the first key encrypts, every given key decrypts, and the value names its key', () => {
  setEncryptionKey(`${first}`)
  const [then, old] = [sealedThen('plain'), encrypt('plain', purpose)]
  expect(old).toMatch(/^v2\.default\./)
  setEncryptionKey(`k2:${second},${first}`)
  expect([then, old].map((sealed) => decrypt(sealed, purpose))).toEqual(['plain', 'plain'])
  expect(encrypt('plain', purpose)).toMatch(/^v2\.k2\./)
  setEncryptionKey(`k2:${second}`)
  for (const sealed of [then, old]) expect(() => decrypt(sealed, purpose)).toThrow('No key of ENCRYPTION_KEY')
})

it('a value encrypted with an unnamed key decrypts after the key gets a name', () => {
  setEncryptionKey(`${first}`)
  const old = encrypt('plain', purpose)
  setEncryptionKey(`k2:${second},k1:${first}`)
  expect(decrypt(old, purpose)).toBe('plain')
})

it('a value decrypts only for its own row, and only unchanged', () => {
  setEncryptionKey(`${first}`)
  const sealed = encrypt('plain', purpose)
  expect(findPlain(sealed, 'staff.totp_secret:two')).toBeUndefined()
  // Not the last character: some of its bits are padding.
  const changed = sealed.at(-4) === 'A' ? 'B' : 'A'
  expect(findPlain(`${sealed.slice(0, -4)}${changed}${sealed.slice(-3)}`, purpose)).toBeUndefined()
  expect(findPlain('no value', purpose)).toBeUndefined()
})

it('every purpose names a column that key rotation covers', () => {
  // @ts-expect-error: db/sealed.ts doesn't list it
  expect(encrypt('plain', 'elsewhere.column:one')).toBeDefined()
})

it('a signature of any given key is valid, even from before keys were derived', () => {
  setEncryptionKey(`k1:${first}`)
  const [sent, kept] = [signatureOf('text', 'that'), storedSignatureOf('text', 'that')]
  setEncryptionKey(`k2:${second},k1:${first}`)
  expect([sent, signedThen('text')].map((one) => isSignatureOf('text', 'that', one))).toEqual([true, true])
  expect(storedSignaturesOf('text', 'that')).toEqual(
    expect.arrayContaining([kept, signedThen('text'), storedSignatureOf('text', 'that')]),
  )
  expect([kept, signedThen('text')].map((one) => checkStoredSignature('text', 'that', one))).toEqual(['right', 'right'])
  expect(checkStoredSignature('another', 'that', kept)).toBe('wrong')
  setEncryptionKey(`k2:${second}`)
  expect(isSignatureOf('text', 'that', sent)).toBe(false)
  expect(checkStoredSignature('text', 'that', kept)).toBe('unknown')
})

it.each([
  ['as it always was', '1'.repeat(64), undefined],
  ['several', `k2:${second},k1:${first}`, undefined],
  ['one of them without a name, and spaces', `k2:${second}, ${first}`, undefined],
  ['too short', '1'.repeat(63), /64 hexadecimal digits/],
  ['a name that isn’t one', `K 2:${second}`, /64 hexadecimal digits/],
  ['nothing after the comma', `${first},`, /64 hexadecimal digits/],
  ['one name twice', `k1:${first},k1:${second}`, /differently/],
  ['two without a name', `${first},${second}`, /differently/],
  ['one key twice', `k1:${first},k2:${first}`, /same key twice/],
])('ENCRYPTION_KEY: %s', (_, text, fault) => {
  const found = faultOfEncryptionKeys(text)
  if (fault) expect(found).toMatch(fault)
  else expect(found).toBeUndefined()
  expect(found ?? '').not.toContain('1111')
})
