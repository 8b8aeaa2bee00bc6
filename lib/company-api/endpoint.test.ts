import { describe, expect, it } from 'vitest'
import { makeCompany, makeEnvironment } from '@/db/factories'
import { findEndpoint } from '@/db/queries/settings/endpoint-settings'
import { entriesAbout } from '@/db/queries/staff/audit'
import { inRollback } from '@/db/testing'
import { decrypt } from '@/lib/secrets'
import { signedIn } from '@/lib/testing/contexts'
import { allowCompanyApiHost } from './allowed-hosts'
import { authSecretPurpose, signingSecretPurpose } from './endpoint-auth'
import { removeEndpoint } from './remove-endpoint'
import { rotateSigningSecret } from './rotate-signing-secret'
import { saveEndpoint } from './save-endpoint'
import { showEndpoint } from './show-endpoint'
import { storeEndpoint } from './store-endpoint'

const url = 'https://push.example.com/notifications?key=in-the-query'
const auth = { kind: 'bearer', token: 'very-secret-token' } as const

describe('the company API’s settings', () => {
  it('keep secrets encrypted, show the signing secret once, and leak none to the audit log', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const ctx = await signedIn(db, { role: 'admin' })
      const first = await saveEndpoint(ctx, { environmentId, url, auth, usedFor: 'uuid' })
      expect(first.signingSecret).toMatch(/^whsec_/)
      const again = await saveEndpoint(ctx, { environmentId, url, usedFor: 'all' })
      expect(again).toEqual({ isNew: false, signingSecret: undefined })

      const row = await findEndpoint(db, { environmentId })
      expect(JSON.parse(decrypt(row?.authSecret ?? '', authSecretPurpose(environmentId)))).toEqual(auth)
      expect(decrypt(row?.signingSecret ?? '', signingSecretPurpose(environmentId))).toBe(first.signingSecret)
      const entries = await entriesAbout(db, { subjectKind: 'company_endpoint', subjectId: environmentId })
      expect(entries.map((entry) => entry.action).sort()).toEqual(['endpoint.change', 'endpoint.create'])
      const shown = await showEndpoint(ctx, { environmentId })
      expect(shown).toMatchObject({ usedFor: 'all', authKind: 'bearer' })
      for (const told of [entries, shown, row])
        for (const secret of ['very-secret-token', first.signingSecret ?? ''])
          expect(JSON.stringify(told)).not.toContain(secret)
      expect(JSON.stringify(entries)).not.toContain('in-the-query')
    }))

  it('never send stored credentials to another host', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const ctx = await signedIn(db, { role: 'admin' })
      await saveEndpoint(ctx, { environmentId, url, auth, usedFor: 'uuid' })
      const other = { environmentId, url: 'https://push.example.org/notifications', usedFor: 'uuid' } as const
      await expect(saveEndpoint(ctx, other)).rejects.toMatchObject({
        reason: 'invalid',
        fields: { 'auth.kind': [expect.stringContaining('push.example.com')] },
      })
      expect(await findEndpoint(db, { environmentId })).toMatchObject({ url })
      await saveEndpoint(ctx, { ...other, auth: { kind: 'bearer', token: 'for-the-other-host' } })
      await saveEndpoint(ctx, { ...other, url: `${other.url}?path=only`, usedFor: 'uuid' })
    }))

  it.each([
    [{ url: 'ftp://example.com' }, 'url'],
    [{ url: 'https://user:password@example.com' }, 'url'],
    [{ auth: { kind: 'bearer', token: 'two\nlines' } }, 'auth.token'],
    [{ auth: { kind: 'headers', headers: { 'webhook-id': 'x' } } }, 'auth.headers.webhook-id'],
    [{ auth: { kind: 'headers', headers: { 'bad name': 'x' } } }, 'auth.headers.bad name'],
    [{ bodyTemplate: '{"a":"{{nobody}}","b":"{{uuid}}"}' }, 'bodyTemplate'],
  ])('reject %o at its field, and change nothing', (wrong, field) =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const ctx = await signedIn(db, { role: 'admin' })
      // A form can send anything.
      const input = { environmentId, url, usedFor: 'uuid', ...wrong } as Parameters<typeof saveEndpoint>[1]
      await expect(saveEndpoint(ctx, input)).rejects.toMatchObject({
        reason: 'invalid',
        fields: { [field]: [expect.any(String)] },
      })
      expect(await findEndpoint(db, { environmentId })).toBeUndefined()
    }),
  )

  describe.each(['production', 'sandbox'] as const)('in %s', (name) => {
    it.each([
      ['http://127.0.0.1:9000/push', /^127\.0\.0\.1 isn’t a public address, .* add 127\.0\.0\.1:9000 to COMPANY_API_/],
      ['https://[::1]/push', /^\[::1\] isn’t a public address/],
      ['https://10.0.0.7/push', /^10\.0\.0\.7 isn’t a public address/],
      ['https://169.254.169.254/latest', /isn’t a public address/],
      ['https://localhost/push', /^localhost resolves to an address that isn’t public, .* or ask the operator/],
      ['gopher://push.example.com', /begins with https/],
    ])('reject %s, which is never called, with an explanation', (never, sentence) =>
      inRollback(async (db) => {
        const { id: environmentId } = await makeEnvironment(db, { name })
        const ctx = await signedIn(db, { role: 'admin' })
        await expect(saveEndpoint(ctx, { environmentId, url: never, usedFor: 'uuid' })).rejects.toMatchObject({
          reason: 'invalid',
          fields: { url: [expect.stringMatching(sentence)] },
        })
        expect(await findEndpoint(db, { environmentId })).toBeUndefined()
      }),
    )

    it('accept a private address that the operator allows by name', () =>
      inRollback(async (db) => {
        allowCompanyApiHost('127.0.0.1:9471')
        const { id: environmentId } = await makeEnvironment(db, { name })
        const ctx = await signedIn(db, { role: 'admin' })
        const saved = { environmentId, url: 'http://127.0.0.1:9471/push', usedFor: 'uuid' } as const
        expect(await saveEndpoint(ctx, saved)).toMatchObject({ isNew: true })
      }))
  })

  it('require https in production', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db, { name: 'production' })
      const ctx = await signedIn(db, { role: 'admin' })
      const input = { environmentId, url: 'http://push.example.com', usedFor: 'uuid' } as const
      for (const verb of [saveEndpoint, storeEndpoint])
        await expect(verb(ctx, input)).rejects.toMatchObject({ fields: { url: [expect.stringMatching(/https:/)] } })
    }))

  it('show a rotated secret once, and require typing the host to remove them', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const ctx = await signedIn(db, { role: 'admin' })
      await expect(rotateSigningSecret(ctx, { environmentId })).rejects.toMatchObject({ reason: 'not-found' })
      const { signingSecret: first } = await saveEndpoint(ctx, { environmentId, url, usedFor: 'uuid' })
      const { signingSecret: second } = await rotateSigningSecret(ctx, { environmentId })
      expect(second).not.toBe(first)
      const remove = (confirmation: string) => removeEndpoint(ctx, { environmentId, confirmation })
      await expect(remove('example.com')).rejects.toMatchObject({ reason: 'invalid' })
      await remove('push.example.com')
      expect(await findEndpoint(db, { environmentId })).toBeUndefined()
    }))

  it('can be changed only by managers of that company', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const other = await makeCompany(db)
      const input = { environmentId, url, usedFor: 'uuid' } as const
      await expect(saveEndpoint(await signedIn(db, { role: 'support' }), input)).rejects.toMatchObject({
        reason: 'forbidden',
      })
      const stranger = await signedIn(db, { role: 'integration_manager', companyIds: [other.id] })
      for (const verb of [saveEndpoint, rotateSigningSecret, showEndpoint])
        await expect(verb(stranger, input)).rejects.toMatchObject({ reason: 'not-found' })
    }))
})
