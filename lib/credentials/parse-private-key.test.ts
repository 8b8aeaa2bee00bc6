import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { keyIdInFileName } from './key-file-name'
import { parsePrivateKey } from './parse-private-key'

const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const pem = p256.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

describe('an APNs key', () => {
  it('is accepted as the file’s text, with Windows line endings, or without its first and last line', () => {
    const bare = pem.split('\n').slice(1, -2).join('\n')
    for (const text of [pem, `\n${pem.replaceAll('\n', '\r\n')}  `, bare])
      expect(parsePrivateKey(text)).toEqual({ ok: true, pem })
  })

  const oneLine = pem.trim().replaceAll('\n', '')
  const [first = '', ...rest] = pem.trim().split('\n')
  const last = rest.pop() ?? ''
  const base64 = Buffer.from(pem).toString('base64')

  it.each([
    ['on one line with \\n', pem.replaceAll('\n', '\\n')],
    ['on one line with \\r\\n', pem.replaceAll('\n', '\\r\\n')],
    ['with \\n escaped twice', pem.replaceAll('\n', '\\\\n')],
    ['on one line with spaces', pem.replaceAll('\n', ' ')],
    ['on one line without anything', oneLine],
    ['with one line of base64', `${first}\n${rest.join('')}\n${last}`],
    ['indented', pem.replaceAll(/^/gm, '      ')],
    ['with trailing blanks', pem.replaceAll('\n', ' \t\n')],
    ['with blank lines', pem.replaceAll('\n', '\n\n')],
    ['in quotes, as in an environment file', `"${pem.replaceAll('\n', '\\n')}"`],
    ['as a JSON string', JSON.stringify(pem)],
    ['with a byte order mark', `\uFEFF${pem}`],
    ['with a text around it', `Bag Attributes\n  friendlyName: APNs\n${pem}\nnot part of it`],
    ['as base64 of the PEM', base64],
    ['as base64 in lines', base64.replaceAll(/(.{76})/g, '$1\n')],
    ['as URL-safe base64 of the PEM', Buffer.from(pem).toString('base64url')],
    ['as base64 of the key alone', rest.join('')],
    ['as URL-safe base64 of the key alone', rest.join('').replaceAll('+', '-').replaceAll('/', '_')],
  ])('is accepted %s', (_, text) => {
    expect(parsePrivateKey(text)).toEqual({ ok: true, pem })
  })

  it.each([
    ['', /Choose the .p8 file/],
    ['hello', /isn’t a private key/],
    [pem.slice(0, 100), /isn’t a private key/],
    ['-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----', /certificate/],
    [p256.privateKey.export({ type: 'sec1', format: 'pem' }).toString(), /another format/],
    [p256.publicKey.export({ type: 'spki', format: 'pem' }).toString(), /public key/],
    [exported(generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey), /a key on secp384r1/],
    [exported(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey), /an RSA key/],
    [exported(generateKeyPairSync('ed25519').privateKey), /ed25519/],
  ])('is rejected with a message that says what it is instead (%#)', (text, message) => {
    expect(parsePrivateKey(text)).toEqual({ ok: false, message: expect.stringMatching(message) })
  })

  it('has its key ID in Apple’s file name', () => {
    expect(keyIdInFileName('AuthKey_ABC123DEFG.p8')).toBe('ABC123DEFG')
    expect(keyIdInFileName('AuthKey_ABC123DEFG (1).p8')).toBe('ABC123DEFG')
    expect(keyIdInFileName('key.p8')).toBeUndefined()
  })
})

function exported(key: { export(options: { type: 'pkcs8'; format: 'pem' }): string | Buffer }) {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString()
}
