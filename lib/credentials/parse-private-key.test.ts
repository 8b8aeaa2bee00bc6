import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { keyIdInFileName } from './key-file-name'
import { parsePrivateKey } from './parse-private-key'

const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const pem = p256.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

describe('an APNs key', () => {
  it('is taken as the file’s text, with Windows line ends, or without its first and last line', () => {
    const bare = pem.split('\n').slice(1, -2).join('\n')
    for (const text of [pem, `\n${pem.replaceAll('\n', '\r\n')}  `, bare])
      expect(parsePrivateKey(text)).toEqual({ ok: true, pem })
  })

  it.each([
    ['', /Choose the .p8 file/],
    ['hello', /not a private key/],
    [pem.slice(0, 100), /not a private key/],
    ['-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----', /certificate/],
    [p256.privateKey.export({ type: 'sec1', format: 'pem' }).toString(), /another format/],
    [p256.publicKey.export({ type: 'spki', format: 'pem' }).toString(), /public key/],
    [exported(generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey), /a key on secp384r1/],
    [exported(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey), /an RSA key/],
    [exported(generateKeyPairSync('ed25519').privateKey), /ed25519/],
  ])('is refused with what it is instead (%#)', (text, message) => {
    expect(parsePrivateKey(text)).toEqual({ ok: false, message: expect.stringMatching(message) })
  })

  it('has its id in the name that Apple gave the file', () => {
    expect(keyIdInFileName('AuthKey_ABC123DEFG.p8')).toBe('ABC123DEFG')
    expect(keyIdInFileName('AuthKey_ABC123DEFG (1).p8')).toBe('ABC123DEFG')
    expect(keyIdInFileName('key.p8')).toBeUndefined()
  })
})

function exported(key: { export(options: { type: 'pkcs8'; format: 'pem' }): string | Buffer }) {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString()
}
