import { createPrivateKey, type KeyObject } from 'node:crypto'

export type ParsedKey = { ok: true; pem: string } | { ok: false; message: string }

const pkcs8 = /-----BEGIN PRIVATE KEY-----/

/** Apple's .p8 file: a PKCS#8 private key on P-256. Takes the file's text, with or without its BEGIN and END lines. */
export function parsePrivateKey(text: string): ParsedKey {
  const trimmed = text.replaceAll('\r', '').trim()
  if (!trimmed) return refused('Choose the .p8 file that Apple gave you, or paste its text.')
  const other = otherKind(trimmed)
  if (other) return refused(other)
  const key = read(pkcs8.test(trimmed) ? trimmed : wrapped(trimmed))
  if (!key)
    return refused('This is not a private key. The .p8 file begins with -----BEGIN PRIVATE KEY-----; take all of it.')
  if (key.asymmetricKeyType !== 'ec' || key.asymmetricKeyDetails?.namedCurve !== 'prime256v1')
    return refused(
      `This is ${nameOf(key)}. APNs keys are elliptic-curve keys on P-256: download the .p8 again from Apple.`,
    )
  return { ok: true, pem: key.export({ type: 'pkcs8', format: 'pem' }).toString() }
}

const refused = (message: string): ParsedKey => ({ ok: false, message })

function otherKind(text: string): string | undefined {
  if (/BEGIN CERTIFICATE/.test(text))
    return 'This is a certificate. Pushdesk signs in with an APNs authentication key (.p8), which works for all push types and does not expire each year.'
  if (/BEGIN ENCRYPTED PRIVATE KEY/.test(text)) return 'This key is locked with a password. Apple’s .p8 file has none.'
  if (/BEGIN (EC|RSA) PRIVATE KEY/.test(text))
    return 'This key is in another format (SEC1 or PKCS#1). Upload the .p8 file as Apple gave it.'
  if (/BEGIN PUBLIC KEY/.test(text)) return 'This is a public key. Upload the private one, the .p8 file.'
  return undefined
}

const wrapped = (base64: string) =>
  `-----BEGIN PRIVATE KEY-----\n${base64.replaceAll(/\s/g, '')}\n-----END PRIVATE KEY-----`

function read(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey({ key: pem, format: 'pem' })
  } catch {
    // OpenSSL's own words help nobody; the caller says what to do.
    return undefined
  }
}

function nameOf(key: KeyObject) {
  if (key.asymmetricKeyType === 'rsa') return 'an RSA key'
  if (key.asymmetricKeyType === 'ec') return `a key on ${key.asymmetricKeyDetails?.namedCurve ?? 'another curve'}`
  return `a key of the kind ${key.asymmetricKeyType}`
}
