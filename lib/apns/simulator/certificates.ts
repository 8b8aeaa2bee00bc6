import 'reflect-metadata'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509'

export type Certificates = { caPem: string; certPem: string; keyPem: string }

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const dayMs = 86_400_000

/** Made once a folder, so that other processes on this machine trust the same authority. */
export async function certificatesIn(folder: string): Promise<Certificates> {
  const path = (name: string) => join(folder, name)
  const read = (name: string) => readFile(path(name), 'utf8')
  try {
    return { caPem: await read('ca.pem'), certPem: await read('server.pem'), keyPem: await read('server-key.pem') }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
  const made = await makeCertificates()
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(path('server-key.pem'), made.keyPem, { mode: 0o600 })
  await writeFile(path('server.pem'), made.certPem)
  await writeFile(path('ca.pem'), made.caPem)
  return made
}

type Given = { names?: string[]; notBefore?: Date; notAfter?: Date }

/** An authority whose key is thrown away, and a server certificate for this machine signed by it. */
export async function makeCertificates({ names = ['localhost'], ...given }: Given = {}): Promise<Certificates> {
  const validity = { notBefore: new Date(Date.now() - dayMs), notAfter: new Date(Date.now() + 3650 * dayMs) }
  const authorityKeys = await makeKeys()
  const authority = await X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: 'CN=Pushdesk APNs simulator',
    ...validity,
    signingAlgorithm: algorithm,
    keys: authorityKeys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  })
  const serverKeys = await makeKeys()
  const server = await X509CertificateGenerator.create({
    serialNumber: '02',
    subject: `CN=${names[0]}`,
    issuer: authority.subject,
    ...validity,
    ...given,
    signingAlgorithm: algorithm,
    signingKey: authorityKeys.privateKey,
    publicKey: serverKeys.publicKey,
    extensions: [
      new SubjectAlternativeNameExtension([
        ...names.map((value) => ({ type: 'dns' as const, value })),
        ...(names.includes('localhost') ? [{ type: 'ip' as const, value: '127.0.0.1' }] : []),
      ]),
      new ExtendedKeyUsageExtension(['1.3.6.1.5.5.7.3.1'], false),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
    ],
  })
  const key = Buffer.from(await crypto.subtle.exportKey('pkcs8', serverKeys.privateKey))
  return { caPem: authority.toString('pem'), certPem: server.toString('pem'), keyPem: pem(key) }
}

function makeKeys() {
  return crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
}

function pem(der: Buffer) {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return ['-----BEGIN PRIVATE KEY-----', ...lines, '-----END PRIVATE KEY-----', ''].join('\n')
}
