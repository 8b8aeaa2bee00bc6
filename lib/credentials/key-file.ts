import { otherKind } from './other-kind'

export const keyFileBytesMax = 10_000
const pem = /-----BEGIN PRIVATE KEY-----([\s\S]+?)-----END PRIVATE KEY-----/
/** The DER bytes of the curve's OID in a key: prime256v1, 1.2.840.10045.3.1.7. */
const p256 = '\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07'
const remedy = 'Choose the .p8 file that you downloaded from Apple.'

/** Returns why a chosen file can't be Apple's .p8, before any of it is uploaded. Safe in a browser. */
export function whyNotKeyFile({ name, size, text }: { name: string; size: number; text: string }): string | undefined {
  // Some browsers add .txt to downloads.
  if (!/\.p8(?:\.txt)?$/i.test(name)) return `${name} isn’t a .p8 file. ${remedy}`
  if (size > keyFileBytesMax) return `${name} is too large for a .p8 file. ${remedy}`
  const other = otherKind(text)
  if (other) return `${name} isn’t an APNs key. ${other}`
  const body = pem.exec(text)?.[1]
  if (!body) return `${name} holds no private key, though its name ends in .p8. ${remedy}`
  if (!decoded(body).includes(p256)) return `${name} holds a private key of another kind than APNs uses. ${remedy}`
  return undefined
}

function decoded(base64: string) {
  try {
    return atob(base64.replaceAll(/\s/g, ''))
  } catch {
    // Invalid base64 is no key either.
    return ''
  }
}
