import 'reflect-metadata'
import { ExtendedKeyUsageExtension, KeyUsageFlags, KeyUsagesExtension, X509CertificateGenerator } from '@peculiar/x509'
import type { Certificates } from '@/lib/apns/simulator/certificates'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const dayMs = 86_400_000

/** Makes a client certificate from the authority. It expires in `days`, or has expired if `days` is negative. */
export async function clientCertificate({ caKeyPem }: Certificates, { days = 365 } = {}) {
  const caKey = await crypto.subtle.importKey('pkcs8', derOf(caKeyPem), algorithm, false, ['sign'])
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const made = await X509CertificateGenerator.create({
    serialNumber: '03',
    subject: 'CN=pushdesk, O=Northwind Bank',
    issuer: 'CN=Pushdesk APNs simulator',
    notBefore: new Date(Date.now() - 30 * dayMs),
    notAfter: new Date(Date.now() + days * dayMs),
    signingAlgorithm: algorithm,
    signingKey: caKey,
    publicKey: keys.publicKey,
    extensions: [
      new ExtendedKeyUsageExtension(['1.3.6.1.5.5.7.3.2'], false),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
    ],
  })
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64')
  const privateKey = ['-----BEGIN PRIVATE KEY-----', ...(der.match(/.{1,64}/g) ?? []), '-----END PRIVATE KEY-----']
  return { certificate: made.toString('pem'), privateKey: privateKey.join('\n') }
}

const derOf = (pem: string) => Buffer.from(pem.replace(/-----[A-Z ]+-----|\s/g, ''), 'base64')
