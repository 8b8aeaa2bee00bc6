import { createPrivateKey, type KeyObject } from 'node:crypto'
import { otherKind } from './other-kind'

export type ParsedKey = { ok: true; pem: string } | { ok: false; message: string }

const pkcs8 = /-----BEGIN PRIVATE KEY-----([\s\S]*?)-----END PRIVATE KEY-----/

/**
 * Parses Apple's .p8 file, a PKCS#8 private key on P-256. Accepts the text in every form that tools leave it in: on one
 * line with `
 * ` or spaces, indented, in quotes, as base64 of the whole file, or without its BEGIN and END lines.
 */
export function parsePrivateKey(text: string): ParsedKey {
  const plain = plainText(text)
  if (!plain) return refused('Choose the .p8 file from Apple, or paste its contents.')
  const other = otherKind(plain)
  if (other) return refused(other)
  const key = read(wrapped(pkcs8.exec(plain)?.[1] ?? plain))
  if (!key)
    return refused('This isn’t a private key. The .p8 file begins with -----BEGIN PRIVATE KEY-----. Paste all of it.')
  if (key.asymmetricKeyType !== 'ec' || key.asymmetricKeyDetails?.namedCurve !== 'prime256v1')
    return refused(
      `This is ${nameOf(key)}. APNs keys are elliptic-curve keys on P-256. Download the .p8 again from Apple.`,
    )
  return { ok: true, pem: key.export({ type: 'pkcs8', format: 'pem' }).toString() }
}

/** Removes the escapes and quotes of an environment file or JSON, and a base64 encoding of the whole. */
function plainText(text: string): string {
  const unescaped = text
    .replaceAll(/\\+[nrt]/g, '\n')
    .replaceAll(/[\uFEFF"'`\r]/g, '')
    .trim()
  if (unescaped.includes('-----')) return unescaped
  const decoded = Buffer.from(unescaped, 'base64').toString('utf8')
  return decoded.includes('-----BEGIN') ? plainText(decoded) : unescaped
}

const refused = (message: string): ParsedKey => ({ ok: false, message })

const wrapped = (base64: string) => {
  const digits = base64.replaceAll(/\s/g, '').replaceAll('-', '+').replaceAll('_', '/')
  return `-----BEGIN PRIVATE KEY-----\n${digits.replaceAll(/(.{64})(?=.)/g, '$1\n')}\n-----END PRIVATE KEY-----`
}

function read(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey({ key: pem, format: 'pem' })
  } catch {
    // OpenSSL's message helps no one; the caller says what to do.
    return undefined
  }
}

function nameOf(key: KeyObject) {
  if (key.asymmetricKeyType === 'rsa') return 'an RSA key'
  if (key.asymmetricKeyType === 'ec') return `a key on ${key.asymmetricKeyDetails?.namedCurve ?? 'another curve'}`
  return `a key of type ${key.asymmetricKeyType}`
}
