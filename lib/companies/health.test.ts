import { describe, expect, it } from 'vitest'
import { makeApp, makeCompany, makeDevice, makeEnvironment } from '@/db/factories'
import { makeIncident } from '@/db/incident-factories'
import { makeStaff } from '@/db/staff-factories'
import { inRollback } from '@/db/testing'
import { signedIn } from '@/lib/testing/contexts'
import { environmentAt } from './environment-at'
import { environmentHealth } from './environment-health'
import { weekOfDeliveries } from './week-of-deliveries'
import { workspace } from './workspace'
import { workspaceHealth } from './workspace-health'

describe('the workspace', () => {
  it('shows only the person’s companies, with their health', () =>
    inRollback(async (db) => {
      const app = await makeApp(db)
      const production = await makeEnvironment(db, { appId: app.id, name: 'production' })
      const foreign = await makeEnvironment(db)
      await makeDevice(db, { environmentId: production.id })
      await makeDevice(db, { environmentId: production.id, status: 'disabled' })
      const ctx = await signedIn(db, { role: 'viewer', companyIds: [app.companyId] })
      expect((await workspace(ctx, {})).map(({ id }) => id)).toEqual([app.companyId])
      const health = await workspaceHealth(ctx, {})
      expect(health.get(production.id)).toMatchObject({
        activeDevices: 1,
        lastDay: { total: 0, isCapped: false },
        oldestWaitingSince: undefined,
      })
      expect(health.has(foreign.id)).toBe(false)
    }))

  it('shows an APNs host outage only for affected companies, in environments that send to that host', () =>
    inRollback(async (db) => {
      const app = await makeApp(db)
      const at = (name: 'production' | 'sandbox') =>
        makeEnvironment(db, { appId: app.id, name, apnsServer: name === 'production' ? 'apple' : 'simulator' })
      const [production, sandbox, other] = [await at('production'), await at('sandbox'), await makeApp(db)]
      const elsewhere = await makeEnvironment(db, { appId: other.id, name: 'production', apnsServer: 'apple' })
      await makeIncident(db, {
        facts: { host: 'production' },
        affectedByCompany: { [app.companyId]: { customers: 0, waiting: 0, lost: 0 } },
      })
      const ctx = await signedIn(db, { role: 'viewer', companyIds: [app.companyId, other.companyId] })
      const health = await workspaceHealth(ctx, {})
      const shown = [production, sandbox, elsewhere].map(({ id }) => health.get(id)?.incident)
      expect(shown).toEqual(['critical', undefined, undefined])
    }))

  it('is empty, not everything, for a person without companies', () =>
    inRollback(async (db) => {
      await makeEnvironment(db)
      const ctx = await signedIn(db, { role: 'viewer' })
      expect(await workspace(ctx, {})).toEqual([])
      expect((await workspaceHealth(ctx, {})).size).toBe(0)
    }))
})

describe('an environment', () => {
  it('lists its active integration managers, and counts seven days', () =>
    inRollback(async (db) => {
      const app = await makeApp(db)
      const environment = await makeEnvironment(db, { appId: app.id })
      const manager = await makeStaff(db, { role: 'integration_manager', companyIds: [app.companyId] })
      await makeStaff(db, { role: 'integration_manager', companyIds: [app.companyId], disabledAt: new Date() })
      const ctx = await signedIn(db, { role: 'support', companyIds: [app.companyId] })
      const health = await environmentHealth(ctx, { environmentId: environment.id })
      expect(health.managers).toMatchObject([{ id: manager.id }])
      expect(health).toMatchObject({ waitingCount: 0, askedWhileOff: 0, key: undefined, endpoint: undefined })
      const week = await weekOfDeliveries(ctx, { environmentId: environment.id })
      expect(week.map(({ total }) => total)).toEqual([0, 0, 0, 0, 0, 0, 0])
    }))

  it('is found by its path only by staff of its company', () =>
    inRollback(async (db) => {
      const company = await makeCompany(db)
      const app = await makeApp(db, { companyId: company.id })
      const environment = await makeEnvironment(db, { appId: app.id, name: 'sandbox' })
      const path = { company: company.slug, app: app.slug, environment: 'sandbox' }
      const theirs = await signedIn(db, { role: 'viewer', companyIds: [company.id] })
      expect(await environmentAt(theirs, path)).toMatchObject({
        id: environment.id,
        path: `/${company.slug}/${app.slug}/sandbox`,
      })
      const others = await signedIn(db, { role: 'support', companyIds: [(await makeCompany(db)).id] })
      await expect(environmentAt(others, path)).rejects.toMatchObject({ reason: 'not-found' })
      await expect(environmentHealth(others, { environmentId: environment.id })).rejects.toMatchObject({
        reason: 'not-found',
      })
      await expect(environmentAt(theirs, { ...path, environment: 'staging' })).rejects.toMatchObject({
        reason: 'not-found',
      })
    }))
})
