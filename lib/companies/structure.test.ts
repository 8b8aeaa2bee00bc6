import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeApiKey, makeApp, makeCompany, makeDelivery, makeDevice, makeEnvironment, unique } from '@/db/factories'
import { entriesAbout } from '@/db/queries/staff/audit'
import { inRollback } from '@/db/testing'
import { contextForKey } from '@/lib/keys/context-for-key'
import { listPhoneEnvironments } from '@/lib/simulator/list-phone-environments'
import { signedIn } from '@/lib/testing/contexts'
import { archiveApp } from './archive-app'
import { archiveCompany } from './archive-company'
import { changeApp } from './change-app'
import { changeCompany } from './change-company'
import { createApp } from './create-app'
import { createCompany } from './create-company'
import { environmentAt } from './environment-at'
import { environmentHealth } from './environment-health'
import { listArchived } from './list-archived'
import { restoreApp } from './restore-app'
import { restoreCompany } from './restore-company'
import { Slug } from './slug'
import { slugOf } from './slug-of'
import { workspace } from './workspace'

async function setting(db: Db) {
  const admin = await signedIn(db, { role: 'admin' })
  const company = await makeCompany(db)
  const app = await makeApp(db, { companyId: company.id })
  const environment = await makeEnvironment(db, { appId: app.id })
  const { key } = await makeApiKey(db, { environmentId: environment.id, kind: 'secret' })
  const opens = async () => (await contextForKey(db, { key, requestId: 'test' })) !== undefined
  return { admin, company, app, environment, opens }
}

const appNamed = (companyId: string) => {
  const slug = unique('app')
  return { companyId, slug, name: 'An app', bundleId: `com.example.${slug}` }
}

describe('a new company', () => {
  it('is listed at once, without apps, and is audited', () =>
    inRollback(async (db) => {
      const admin = await signedIn(db, { role: 'admin' })
      const slug = unique('company')
      const company = await createCompany(admin, { slug, name: 'Fabrikam' })
      const shown = (await workspace(admin, {})).find(({ id }) => id === company.id)
      expect(shown).toEqual({ id: company.id, slug, name: 'Fabrikam', role: 'admin', apps: [] })
      const [entry] = await entriesAbout(db, { subjectKind: 'company', subjectId: company.id })
      expect(entry).toMatchObject({ action: 'company.create', after: { slug, name: 'Fabrikam' } })
    }))

  it.each(['', 'Fabrikam', 'two words', '-a', 'a-', 'a--b', 'ä', 'a/b', 'x'.repeat(41), 'team', 'api', 'platform'])(
    'can’t have the slug %j',
    (slug) =>
      inRollback(async (db) => {
        const admin = await signedIn(db, { role: 'admin' })
        await expect(createCompany(admin, { slug, name: 'Fabrikam' })).rejects.toMatchObject({
          reason: 'invalid',
          fields: { slug: [expect.any(String)] },
        })
      }),
  )

  it('can’t have the slug of another company, even an archived one', () =>
    inRollback(async (db) => {
      const { admin, company } = await setting(db)
      const again = () => createCompany(admin, { slug: company.slug, name: 'Another' })
      await expect(again()).rejects.toMatchObject({ reason: 'conflict', fields: { slug: [expect.any(String)] } })
      await archiveCompany(admin, { companyId: company.id })
      await expect(again()).rejects.toMatchObject({ reason: 'conflict' })
    }))

  it('can’t have the path of a dashboard page as its slug', () => {
    const files = ['app', 'app/(desk)'].flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    const pages = files.filter((file) => /(?:^|\/)(?:page\.tsx|route\.ts)$/.test(file))
    const routes = [...new Set(pages.map((file) => file.split('/')[0] ?? ''))].filter((name) => /^[a-z-]+$/.test(name))
    expect(routes).toContain('team')
    for (const name of routes) expect([name, Slug.safeParse(name).success]).toEqual([name, false])
  })
})

describe('a new app', () => {
  it('has both environments, with identity verification only in production', () =>
    inRollback(async (db) => {
      const { admin, company } = await setting(db)
      const app = await createApp(admin, appNamed(company.id))
      expect(app.environments).toMatchObject([
        { name: 'production', apnsServer: 'apple', requiresIdentity: true },
        { name: 'sandbox', apnsServer: 'apple', requiresIdentity: false },
      ])
      const place = { company: company.slug, app: app.slug, environment: 'sandbox' }
      expect(await environmentAt(admin, place)).toMatchObject({ app: { name: 'An app', bundleId: app.bundleId } })
    }))

  it('can’t have the bundle ID of any company’s app until that app is archived', () =>
    inRollback(async (db) => {
      const { admin, company, app } = await setting(db)
      const other = await createCompany(admin, { slug: unique('other'), name: 'Other' })
      const same = { ...appNamed(other.id), bundleId: app.bundleId }
      await expect(createApp(admin, same)).rejects.toMatchObject({
        reason: 'conflict',
        fields: { bundleId: [expect.stringContaining(company.name)] },
      })
      await archiveApp(admin, { appId: app.id })
      expect(await createApp(admin, same)).toMatchObject({ bundleId: app.bundleId })
      await expect(restoreApp(admin, { appId: app.id })).rejects.toMatchObject({ reason: 'conflict' })
    }))

  it.each(['', 'app', 'com.', 'com..app', 'com.ex ample', 'com.example.*', 'cöm.example'])(
    'can’t have the bundle ID %j',
    (bundleId) =>
      inRollback(async (db) => {
        const { admin, company } = await setting(db)
        await expect(createApp(admin, { ...appNamed(company.id), bundleId })).rejects.toMatchObject({
          reason: 'invalid',
          fields: { bundleId: [expect.any(String)] },
        })
      }),
  )

  it('can’t have the slug of another app of its company', () =>
    inRollback(async (db) => {
      const { admin, company, app } = await setting(db)
      await expect(createApp(admin, { ...appNamed(company.id), slug: app.slug })).rejects.toMatchObject({
        fields: { slug: [expect.any(String)] },
      })
    }))
})

describe('a change', () => {
  it('of a name is audited with the old name, and rejected if the name is the same', () =>
    inRollback(async (db) => {
      const { admin, company, app } = await setting(db)
      await changeCompany(admin, { companyId: company.id, name: 'New name' })
      await expect(changeCompany(admin, { companyId: company.id, name: 'New name' })).rejects.toMatchObject({
        reason: 'conflict',
      })
      await changeApp(admin, { appId: app.id, name: 'New app' })
      await expect(changeApp(admin, { appId: app.id, name: 'New app' })).rejects.toMatchObject({ reason: 'conflict' })
      const shown = (await workspace(admin, {})).find(({ id }) => id === company.id)
      expect(shown).toMatchObject({ name: 'New name', apps: [{ name: 'New app' }] })
      const [entry] = await entriesAbout(db, { subjectKind: 'app', subjectId: app.id })
      expect(entry).toMatchObject({ before: { name: app.name }, after: { name: 'New app' } })
    }))

  it('of a bundle ID is rejected once a device is registered', () =>
    inRollback(async (db) => {
      const { admin, app, environment } = await setting(db)
      const bundleId = `com.example.${unique('moved')}`
      await makeDevice(db, { environmentId: environment.id })
      await expect(changeApp(admin, { appId: app.id, bundleId })).rejects.toMatchObject({
        fields: { bundleId: [expect.any(String)] },
      })
    }))
})

describe('archiving', () => {
  it('an app disables its keys and pages, and restoring it brings all of them back', () =>
    inRollback(async (db) => {
      const { admin, company, app, environment, opens } = await setting(db)
      const place = { company: company.slug, app: app.slug, environment: 'sandbox' }
      expect(await opens()).toBe(true)
      await archiveApp(admin, { appId: app.id })
      expect(await findsByNewCache(db, environment.id)).toBe(false)
      await expect(environmentAt(admin, place)).rejects.toMatchObject({ reason: 'not-found' })
      await expect(environmentHealth(admin, { environmentId: environment.id })).rejects.toThrow(/archived/)
      expect((await listPhoneEnvironments(admin, {})).some(({ id }) => id === environment.id)).toBe(false)
      expect((await workspace(admin, {})).find(({ id }) => id === company.id)).toMatchObject({ apps: [] })
      expect(await listArchived(admin, {})).toContainEqual(expect.objectContaining({ kind: 'app', id: app.id }))
      await expect(archiveApp(admin, { appId: app.id })).rejects.toMatchObject({ reason: 'conflict' })
      await restoreApp(admin, { appId: app.id })
      await expect(restoreApp(admin, { appId: app.id })).rejects.toMatchObject({ reason: 'conflict' })
      expect(await environmentAt(admin, place)).toMatchObject({ id: environment.id })
      expect(await findsByNewCache(db, environment.id)).toBe(true)
    }))

  it('a company disables all of its apps, and none can be restored alone', () =>
    inRollback(async (db) => {
      const { admin, company, app, environment } = await setting(db)
      await archiveApp(admin, { appId: app.id })
      await archiveCompany(admin, { companyId: company.id })
      expect((await workspace(admin, {})).some(({ id }) => id === company.id)).toBe(false)
      await expect(restoreApp(admin, { appId: app.id })).rejects.toMatchObject({ reason: 'conflict' })
      await expect(createApp(admin, appNamed(company.id))).rejects.toMatchObject({ reason: 'not-found' })
      await restoreCompany(admin, { companyId: company.id })
      await expect(restoreCompany(admin, { companyId: company.id })).rejects.toMatchObject({ reason: 'conflict' })
      expect(await findsByNewCache(db, environment.id)).toBe(false)
      await restoreApp(admin, { appId: app.id })
      expect(await findsByNewCache(db, environment.id)).toBe(true)
    }))

  it('is rejected while a delivery is in progress', () =>
    inRollback(async (db) => {
      const { admin, company, app, environment } = await setting(db)
      await makeDelivery(db, { environmentId: environment.id, state: 'retrying', endedAt: null })
      await expect(archiveApp(admin, { appId: app.id })).rejects.toThrow(/One delivery is still in progress/)
      await expect(archiveCompany(admin, { companyId: company.id })).rejects.toThrow(/still in progress/)
      expect(await environmentHealth(admin, { environmentId: environment.id })).toBeDefined()
    }))

  it('isn’t revealed to staff of other companies', () =>
    inRollback(async (db) => {
      const { admin, app, environment } = await setting(db)
      const other = await makeCompany(db)
      const viewer = await signedIn(db, { role: 'viewer', companyIds: [other.id] })
      await archiveApp(admin, { appId: app.id })
      await expect(environmentHealth(viewer, { environmentId: environment.id })).rejects.not.toThrow(/archived/)
    }))
})

it('only admins can create, change, archive, and restore companies and apps', () =>
  inRollback(async (db) => {
    const { company, app } = await setting(db)
    const manager = await signedIn(db, { role: 'integration_manager', companyIds: [company.id] })
    const acts = [
      createCompany(manager, { slug: unique('company'), name: 'Mine' }),
      createApp(manager, appNamed(company.id)),
      changeCompany(manager, { companyId: company.id, name: 'Mine' }),
      changeApp(manager, { appId: app.id, name: 'Mine' }),
      archiveCompany(manager, { companyId: company.id }),
      restoreCompany(manager, { companyId: company.id }),
      archiveApp(manager, { appId: app.id }),
      restoreApp(manager, { appId: app.id }),
      listArchived(manager, {}),
    ]
    for (const act of acts) await expect(act).rejects.toMatchObject({ reason: 'forbidden' })
  }))

it.each([
  ['Müller & Söhne', 'muller-sohne'],
  ['  Northwind   Bank ', 'northwind-bank'],
  ['東京', ''],
  ['x'.repeat(60), 'x'.repeat(40)],
])('the name %j becomes the slug %j', (name, slug) => {
  expect(slugOf(name)).toBe(slug)
})

/** Looks up a new key, as a process that hasn't cached it yet does. */
async function findsByNewCache(db: Db, environmentId: string) {
  const { key } = await makeApiKey(db, { environmentId, kind: 'secret' })
  return (await contextForKey(db, { key, requestId: 'test' })) !== undefined
}
