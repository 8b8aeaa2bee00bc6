import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { whyNotKeyFile } from './key-file'

const exported = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString()
const p8 = exported(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey)
const why = (name: string, text: string) => whyNotKeyFile({ name, text, size: Buffer.byteLength(text) })

describe('a file chosen as an APNs key', () => {
  it.each(['AuthKey_ABC123DEFG.p8', 'AuthKey_ABC123DEFG (1).p8', 'key.P8', 'AuthKey_ABC123DEFG.p8.txt'])(
    'is accepted as %s',
    (name) => {
      expect(why(name, p8)).toBeUndefined()
      expect(why(name, p8.replaceAll('\n', '\r\n'))).toBeUndefined()
    },
  )

  it.each([
    ['AuthKey_ABC123DEFG.pem', p8, /^AuthKey_ABC123DEFG\.pem isn’t a \.p8 file\. Choose/],
    ['notes.txt', 'hello', /isn’t a \.p8 file/],
    ['photo.p8', '\uFFFDPNG\r\n', /holds no private key/],
    ['empty.p8', '', /holds no private key/],
    ['half.p8', p8.slice(0, 100), /holds no private key/],
    ['long.p8', p8 + 'x'.repeat(10_000), /too large/],
    ['push.p8', '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----', /This is a certificate/],
    ['rsa.p8', exported(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey), /another kind than APNs/],
    ['p384.p8', exported(generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey), /another kind than APNs/],
    ['broken.p8', '-----BEGIN PRIVATE KEY-----\n%%%\n-----END PRIVATE KEY-----', /another kind than APNs/],
  ])('is rejected as %s, with what it is and what to do', (name, text, sentence) => {
    expect(why(name, text)).toMatch(sentence)
    expect(why(name, text)).toMatch(/\.$/)
  })
})
