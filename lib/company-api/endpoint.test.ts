import { describe, expect, it } from 'vitest'
import { makeCompany, makeEnvironment } from '@/db/factories'
import { entriesAbout } from '@/db/queries/audit'
import { findEndpoint } from '@/db/queries/endpoint-settings'
import { inRollback } from '@/db/testing'
import { decrypt } from '../secrets'
import { signedIn } from '../testing/contexts'
import { authSecretPurpose, signingSecretPurpose } from './endpoint-auth'
import { removeEndpoint } from './remove-endpoint'
import { rotateSigningSecret } from './rotate-signing-secret'
import { saveEndpoint } from './save-endpoint'
import { showEndpoint } from './show-endpoint'

const url = 'https://push.example.com/notifications?key=in-the-query'
const auth = { kind: 'bearer', token: 'very-secret-token' } as const

describe('the company API’s settings', () => {
  it('keep secrets encrypted, show the signing secret once, and tell none to the audit', () =>
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

  it.each([
    [{ url: 'ftp://example.com' }, 'url'],
    [{ url: 'https://user:password@example.com' }, 'url'],
    [{ auth: { kind: 'bearer', token: 'two\nlines' } }, 'auth.token'],
    [{ auth: { kind: 'headers', headers: { 'webhook-id': 'x' } } }, 'auth.headers.webhook-id'],
    [{ auth: { kind: 'headers', headers: { 'bad name': 'x' } } }, 'auth.headers.bad name'],
    [{ bodyTemplate: '{"a":"{{nobody}}","b":"{{uuid}}"}' }, 'bodyTemplate'],
  ])('refuse %o at its field, and change nothing', (wrong, field) =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const ctx = await signedIn(db, { role: 'admin' })
      // What a form sends may be anything.
      const input = { environmentId, url, usedFor: 'uuid', ...wrong } as Parameters<typeof saveEndpoint>[1]
      await expect(saveEndpoint(ctx, input)).rejects.toMatchObject({
        reason: 'invalid',
        fields: { [field]: [expect.any(String)] },
      })
      expect(await findEndpoint(db, { environmentId })).toBeUndefined()
    }),
  )

  it('in production the address must be https', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db, { name: 'production' })
      const ctx = await signedIn(db, { role: 'admin' })
      const input = { environmentId, url: 'http://push.example.com', usedFor: 'uuid' } as const
      await expect(saveEndpoint(ctx, input)).rejects.toMatchObject({ fields: { url: [expect.any(String)] } })
    }))

  it('rotating gives a new secret once; removing wants the host typed', () =>
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

  it('are changed by managers of that company alone', () =>
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
