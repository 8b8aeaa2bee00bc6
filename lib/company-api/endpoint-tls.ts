import { createPrivateKey, type X509Certificate } from 'node:crypto'
import { z } from 'zod'
import type { SealedPurpose } from '@/lib/secrets'
import { dayOf } from './day-of'
import { readCertificates } from './read-certificates'

const bytesMax = 32_768
const pem = (what: string) => z.string().trim().min(1, `Enter the ${what}.`).max(bytesMax, 'This is too long.')

/** Pushdesk's identity when it connects: a client certificate with its chain, and its private key. */
export const ClientCertificate = z
  .object({ certificate: pem('client certificate'), privateKey: pem('private key') })
  .superRefine(({ certificate, privateKey }, context) => {
    const fault = (field: 'certificate' | 'privateKey', message: string) =>
      context.addIssue({ code: 'custom', path: [field], message })
    const [own] = checked(certificate, (message) => fault('certificate', message)) ?? []
    const key = keyIn(privateKey)
    if (typeof key === 'string') return fault('privateKey', key)
    if (own && !own.checkPrivateKey(key)) fault('privateKey', 'This isn’t the key of the client certificate.')
  })
export type ClientCertificate = z.output<typeof ClientCertificate>

/** The company’s own authorities. If set, only these are trusted. */
export const CaCertificate = pem('CA certificate').superRefine((text, context) => {
  checked(text, (message) => context.addIssue({ code: 'custom', message }))
})

export const clientKeyPurpose = (environmentId: string): SealedPurpose =>
  `company_endpoints.client_key:${environmentId}`

export type CertificateView = { subject: string; issuer: string; validTo: Date }

/** The details of the first certificate that may be shown. */
export function certificateView(text: string | null): CertificateView | undefined {
  const [first] = text ? readCertificates(text) : []
  if (!first) return undefined
  return { subject: oneLine(first.subject), issuer: oneLine(first.issuer), validTo: new Date(first.validTo) }
}

/** `CN=pushdesk\nO=Bank` → `CN=pushdesk, O=Bank` */
const oneLine = (name: string) => name.split('\n').join(', ')

function checked(text: string, say: (message: string) => void): X509Certificate[] | undefined {
  const found = readCertificates(text)
  const [first] = found
  if (!first) return void say('This isn’t a certificate in PEM. It begins with “-----BEGIN CERTIFICATE-----”.')
  const expired = found.find(({ validTo }) => Date.parse(validTo) <= Date.now())
  if (expired) say(`This certificate expired on ${dayOf(new Date(expired.validTo))}.`)
  return found
}

function keyIn(text: string) {
  if (/ENCRYPTED/.test(text)) return 'This key has a passphrase. Enter it without one; Pushdesk encrypts it itself.'
  try {
    return createPrivateKey(text)
  } catch {
    return 'This isn’t a private key in PEM. It begins with “-----BEGIN PRIVATE KEY-----”.'
  }
}
