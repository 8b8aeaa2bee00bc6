import { X509Certificate } from 'node:crypto'

const blocks = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g

/** Those of a PEM text, in their order; none where one of them can’t be read. */
export function readCertificates(text: string): X509Certificate[] {
  try {
    return (text.match(blocks) ?? []).map((block) => new X509Certificate(block))
  } catch {
    return []
  }
}
