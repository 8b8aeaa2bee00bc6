import { X509Certificate } from 'node:crypto'

const blocks = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g

/** Returns the certificates in a PEM text, in order. Empty if one of them can’t be parsed. */
export function readCertificates(text: string): X509Certificate[] {
  try {
    return (text.match(blocks) ?? []).map((block) => new X509Certificate(block))
  } catch {
    return []
  }
}
