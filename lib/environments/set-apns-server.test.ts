import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeApp, makeCompany, makeEnvironment } from '@/db/factories'
import { insertCredential } from '@/db/queries/settings/credential-settings'
import { entriesAbout } from '@/db/queries/staff/audit'
import { inRollback } from '@/db/testing'
import { signedIn } from '@/lib/testing/contexts'
import { setApnsServer } from './set-apns-server'
import { showEnvironmentSettings } from './show-environment-settings'

async function world(db: Db, name: 'production' | 'sandbox' = 'sandbox') {
  const company = await makeCompany(db)
  const app = await makeApp(db, { companyId: company.id })
  const blocked = { blockedReason: 'InvalidProviderToken', blockedAt: new Date() }
  const { id: environmentId } = await makeEnvironment(db, { appId: app.id, name, apnsServer: 'simulator', ...blocked })
  const addKey = (verifiedAnswer: string | null) => {
    const id = crypto.randomUUID()
    return insertCredential(db, { id, environmentId, keyId: 'K', teamId: 'T', privateKey: 'sealed', verifiedAnswer })
  }
  const manager = await signedIn(db, { role: 'integration_manager', companyIds: [company.id] })
  const settings = () => showEnvironmentSettings(manager, { environmentId })
  return { company, environmentId, manager, addKey, settings }
}

describe('the APNs server of an environment', () => {
  it('changes, resumes the queue, and records before and after in the audit log', () =>
    inRollback(async (db) => {
      const { environmentId, manager, addKey, settings } = await world(db)
      await addKey('BadDeviceToken')
      await setApnsServer(manager, { environmentId, apnsServer: 'apple' })
      expect(await settings()).toMatchObject({ apnsServer: 'apple', blockedReason: null })
      expect(await entriesAbout(db, { subjectKind: 'environment', subjectId: environmentId })).toMatchObject([
        {
          action: 'environment.set_apns_server',
          before: { apnsServer: 'simulator', blockedReason: 'InvalidProviderToken' },
          after: { apnsServer: 'apple' },
        },
      ])
    }))

  it.each([
    ['no key', undefined],
    ['a key generated for the simulator', null],
  ])('stays the simulator with %s', (_, answer) =>
    inRollback(async (db) => {
      const { environmentId, manager, addKey, settings } = await world(db)
      if (answer !== undefined) await addKey(answer)
      await expect(setApnsServer(manager, { environmentId, apnsServer: 'apple' })).rejects.toMatchObject({
        reason: 'conflict',
      })
      expect(await settings()).toMatchObject({ apnsServer: 'simulator', blockedReason: 'InvalidProviderToken' })
    }),
  )

  it('requires the company’s slug to be typed in production', () =>
    inRollback(async (db) => {
      const { company, environmentId, manager, addKey, settings } = await world(db, 'production')
      await addKey('BadDeviceToken')
      const given = { environmentId, apnsServer: 'apple' } as const
      await expect(setApnsServer(manager, given)).rejects.toMatchObject({ fields: { confirmation: expect.any(Array) } })
      expect(await settings()).toMatchObject({ apnsServer: 'simulator' })
      await setApnsServer(manager, { ...given, confirmation: company.slug })
      expect(await settings()).toMatchObject({ apnsServer: 'apple' })
    }))

  it('is denied to support staff and to managers of other companies', () =>
    inRollback(async (db) => {
      const { company, environmentId } = await world(db)
      const support = await signedIn(db, { role: 'support', companyIds: [company.id] })
      const other = await signedIn(db, { role: 'integration_manager', companyIds: [(await makeCompany(db)).id] })
      const given = { environmentId, apnsServer: 'simulator' } as const
      await expect(setApnsServer(support, given)).rejects.toMatchObject({ reason: 'forbidden' })
      await expect(setApnsServer(other, given)).rejects.toMatchObject({ reason: 'not-found' })
    }))
})
