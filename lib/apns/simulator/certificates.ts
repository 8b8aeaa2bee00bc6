import 'reflect-metadata'
import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509'

export type Certificates = { caPem: string; caKeyPem: string; certPem: string; keyPem: string }
type ServerCertificate = Pick<Certificates, 'certPem' | 'keyPem'>

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const dayMs = 86_400_000
const authorityName = 'CN=Pushdesk APNs simulator'
const files = { caPem: 'ca.pem', caKeyPem: 'ca-key.pem', certPem: 'server.pem', keyPem: 'server-key.pem' } as const

/** Returns the folder's certificates, made once so that other processes on this machine trust the same authority. */
export async function certificatesIn(folder: string): Promise<Certificates> {
  const read = (name: keyof Certificates) => readFile(join(folder, files[name]), 'utf8')
  try {
    return {
      caPem: await read('caPem'),
      caKeyPem: await read('caKeyPem'),
      certPem: await read('certPem'),
      keyPem: await read('keyPem'),
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
  // Write to a temporary folder and rename it, so that two processes starting at once end up with the same files.
  const beside = `${folder}-${randomUUID()}`
  const made = await makeCertificates()
  await mkdir(beside, { recursive: true, mode: 0o700 })
  for (const name of ['caPem', 'caKeyPem', 'certPem', 'keyPem'] as const)
    await writeFile(join(beside, files[name]), made[name], { mode: name.endsWith('eyPem') ? 0o600 : 0o644 })
  const isFirst = await rename(beside, folder).then(
    () => true,
    () => false,
  )
  if (isFirst) return made
  await rm(beside, { recursive: true })
  return certificatesIn(folder)
}

/** Makes an authority for this machine alone, and a certificate from it for localhost. */
export async function makeCertificates(): Promise<Certificates> {
  const keys = await makeKeys()
  const authority = await X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: authorityName,
    ...validFrom(Date.now() - dayMs),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  })
  const server = await signServer(keys.privateKey, { names: ['localhost'], ...validFrom(Date.now() - dayMs) })
  return { caPem: authority.toString('pem'), caKeyPem: await exported(keys.privateKey), ...server }
}

/** Makes a certificate from the same authority that clients must still reject. */
export async function faultyCertificate(
  { caKeyPem }: Certificates,
  fault: 'expired_certificate' | 'wrong_name',
): Promise<ServerCertificate> {
  const der = Buffer.from(caKeyPem.replace(/-----[A-Z ]+-----|\s/g, ''), 'base64')
  const caKey = await crypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign'])
  return fault === 'wrong_name'
    ? signServer(caKey, { names: ['elsewhere.example'], ...validFrom(Date.now() - dayMs) })
    : signServer(caKey, {
        names: ['localhost'],
        notBefore: new Date(Date.now() - 2 * dayMs),
        notAfter: new Date(Date.now() - dayMs),
      })
}

type ServerNames = { names: string[]; notBefore: Date; notAfter: Date }

async function signServer(caKey: CryptoKey, { names, notBefore, notAfter }: ServerNames): Promise<ServerCertificate> {
  const keys = await makeKeys()
  const certificate = await X509CertificateGenerator.create({
    serialNumber: '02',
    subject: `CN=${names[0]}`,
    issuer: authorityName,
    notBefore,
    notAfter,
    signingAlgorithm: algorithm,
    signingKey: caKey,
    publicKey: keys.publicKey,
    extensions: [
      new SubjectAlternativeNameExtension([
        ...names.map((value) => ({ type: 'dns' as const, value })),
        ...(names.includes('localhost') ? [{ type: 'ip' as const, value: '127.0.0.1' }] : []),
      ]),
      new ExtendedKeyUsageExtension(['1.3.6.1.5.5.7.3.1'], false),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
    ],
  })
  return { certPem: certificate.toString('pem'), keyPem: await exported(keys.privateKey) }
}

const validFrom = (ms: number) => ({ notBefore: new Date(ms), notAfter: new Date(ms + 3650 * dayMs) })

function makeKeys() {
  return crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
}

async function exported(key: CryptoKey) {
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', key))
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return ['-----BEGIN PRIVATE KEY-----', ...lines, '-----END PRIVATE KEY-----', ''].join('\n')
}
