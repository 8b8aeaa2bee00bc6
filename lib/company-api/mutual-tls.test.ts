import { beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeEnvironment } from '@/db/factories'
import { findEndpoint } from '@/db/queries/settings/endpoint-settings'
import { entriesAbout } from '@/db/queries/staff/audit'
import { inRollback } from '@/db/testing'
import { type Certificates, makeCertificates } from '@/lib/apns/simulator/certificates'
import { signedIn } from '@/lib/testing/contexts'
import { allowCompanyApiHost } from './allowed-hosts'
import { showEndpoint } from './show-endpoint'
import { storeEndpoint } from './store-endpoint'
import { clientCertificate } from './testing/client-certificate'
import { secureCompany } from './testing/secure-company'
import { tryEndpoint } from './try-endpoint'

let authority: Certificates
beforeAll(async () => {
  authority = await makeCertificates()
})

type Tls = Pick<Parameters<typeof storeEndpoint>[1], 'clientCertificate' | 'caCertificate'>

async function withSecureCompany(db: Db, test: (api: Awaited<ReturnType<typeof savedAt>>) => Promise<void>) {
  const company = await secureCompany(authority)
  allowCompanyApiHost(company.host)
  try {
    await test(await savedAt(db, company))
  } finally {
    await company.close()
  }
}

async function savedAt(db: Db, company: Awaited<ReturnType<typeof secureCompany>>) {
  const admin = await signedIn(db, { role: 'admin' })
  const { id: environmentId } = await makeEnvironment(db)
  const save = (tls: Tls) => storeEndpoint(admin, { environmentId, url: company.url, usedFor: 'uuid', ...tls })
  return { admin, environmentId, company, save, attempt: () => tryEndpoint(admin, { environmentId }) }
}

describe('mutual TLS', () => {
  it('presents the client certificate to the company’s server, and trusts the configured authority', () =>
    inRollback((db) =>
      withSecureCompany(db, async ({ save, attempt, company, admin, environmentId }) => {
        const own = await clientCertificate(authority)
        await save({ clientCertificate: own, caCertificate: authority.caPem })
        expect(await attempt()).toMatchObject({ outcome: 'accepted', failedAt: null })
        expect(company.seen).toEqual(['pushdesk'])
        const shown = await showEndpoint(admin, { environmentId })
        expect(shown).toMatchObject({
          clientCertificate: { subject: 'CN=pushdesk, O=Northwind Bank', validTo: expect.any(Date) },
          caCertificate: { subject: 'CN=Pushdesk APNs simulator' },
        })
        const stored = await findEndpoint(db, { environmentId })
        const entries = await entriesAbout(db, { subjectKind: 'company_endpoint', subjectId: environmentId })
        expect(JSON.stringify([shown, stored, entries])).not.toContain('PRIVATE KEY')
        expect(entries[0]?.after).toMatchObject({ clientCertificate: 'CN=pushdesk, O=Northwind Bank' })
        // Saving the same certificate again is no change.
        await expect(save({ clientCertificate: own })).rejects.toMatchObject({ reason: 'conflict' })
        await save({ clientCertificate: null })
        expect(await attempt()).toMatchObject({ outcome: 'not_sent', failedAt: 'company_api' })
        expect(company.seen).toHaveLength(1)
      }),
    ))

  it('trusts no server certificate from another authority, with or without a client certificate', () =>
    inRollback((db) =>
      withSecureCompany(db, async ({ save, attempt, company }) => {
        const own = await clientCertificate(authority)
        await save({ clientCertificate: own })
        expect(await attempt()).toMatchObject({ outcome: 'not_sent', reason: 'tls_failed' })
        await save({ caCertificate: (await makeCertificates()).caPem })
        expect(await attempt()).toMatchObject({ outcome: 'not_sent', reason: 'tls_failed' })
        expect(company.seen).toEqual([])
      }),
    ))
})

describe('a client certificate that can’t work is rejected on save', () => {
  const refused = async (tls: Tls, fields: Record<string, RegExp>) =>
    inRollback(async (db) => {
      const admin = await signedIn(db, { role: 'admin' })
      const { id: environmentId } = await makeEnvironment(db)
      const saved = storeEndpoint(admin, { environmentId, url: 'https://a.example.com', usedFor: 'uuid', ...tls })
      const told = Object.entries(fields).map(([field, words]) => [field, [expect.stringMatching(words)]])
      await expect(saved).rejects.toMatchObject({ reason: 'invalid', fields: Object.fromEntries(told) })
      expect(await findEndpoint(db, { environmentId })).toBeUndefined()
    })

  it('if the key doesn’t match', async () => {
    const [one, other] = [await clientCertificate(authority), await clientCertificate(authority)]
    const pair = { certificate: one.certificate, privateKey: other.privateKey }
    await refused({ clientCertificate: pair }, { 'clientCertificate.privateKey': /isn’t the key of/ })
  })

  it('if it has expired', async () => {
    const old = await clientCertificate(authority, { days: -1 })
    await refused({ clientCertificate: old }, { 'clientCertificate.certificate': /expired on \d{4}-/ })
  })

  it('if it isn’t PEM, or if its key has a passphrase', async () => {
    const { certificate, privateKey } = await clientCertificate(authority)
    const certificateField = { 'clientCertificate.certificate': /isn’t a certificate in PEM/ }
    await refused({ clientCertificate: { certificate: 'MIIB…', privateKey } }, certificateField)
    const broken = certificate.replace(/\n[A-Za-z0-9+/]{10}/, '\n!')
    await refused({ clientCertificate: { certificate: broken, privateKey } }, certificateField)
    const keyField = (words: RegExp) => ({ 'clientCertificate.privateKey': words })
    await refused({ clientCertificate: { certificate, privateKey: 'x' } }, keyField(/isn’t a private key in PEM/))
    const sealed = privateKey.replaceAll('PRIVATE KEY', 'ENCRYPTED PRIVATE KEY')
    await refused({ clientCertificate: { certificate, privateKey: sealed } }, keyField(/passphrase/))
    await refused({ caCertificate: 'x' }, { caCertificate: /isn’t a certificate in PEM/ })
  })
})
