import { expect, it } from 'vitest'
import { makeApiKey, makeApp, makeCompany, makeDelivery, makeDevice, makeEnvironment } from '@/db/factories'
import { inRollback } from '@/db/testing'
import { signedIn } from '../testing/contexts'
import { setupSteps } from './setup-steps'

it('a step of the set-up is done once what it asks for is there, and not before', () =>
  inRollback(async (db) => {
    const company = await makeCompany(db)
    const app = await makeApp(db, { companyId: company.id })
    const { id: environmentId } = await makeEnvironment(db, { appId: app.id, apnsServer: 'apple' })
    const viewer = await signedIn(db, { role: 'viewer', companyIds: [company.id] })
    const steps = () => setupSteps(viewer, { environmentId })
    expect(await steps()).toEqual({
      isSimulated: false,
      hasApnsKey: false,
      requiresIdentity: false,
      publishableKey: null,
      deviceId: null,
      hasAccepted: false,
      hasReceived: false,
      isPromptOn: false,
      hasManager: false,
    })
    await makeApiKey(db, { environmentId, kind: 'secret' })
    await makeApiKey(db, { environmentId, kind: 'publishable', expiresAt: new Date(Date.now() - 1_000) })
    expect((await steps()).publishableKey).toBeNull()
    const { key } = await makeApiKey(db, { environmentId, kind: 'publishable' })
    expect((await steps()).publishableKey).toBe(key)
    const device = await makeDevice(db, { environmentId })
    await makeDelivery(db, { environmentId, state: 'failed', reason: 'BadDeviceToken' })
    expect(await steps()).toMatchObject({ deviceId: device.id, hasAccepted: false })
    await makeDelivery(db, { environmentId, createdAt: new Date(Date.now() - 60_000) })
    expect(await steps()).toMatchObject({ hasAccepted: true, hasReceived: false })
    await makeDelivery(db, { environmentId, receivedAt: new Date() })
    await signedIn(db, { role: 'integration_manager', companyIds: [company.id] })
    expect(await steps()).toMatchObject({ hasReceived: true, hasManager: true })
  }))

it('a company’s set-up is nothing to others', () =>
  inRollback(async (db) => {
    const { id: environmentId } = await makeEnvironment(db)
    const viewer = await signedIn(db, { role: 'viewer', companyIds: [] })
    await expect(setupSteps(viewer, { environmentId })).rejects.toMatchObject({ reason: 'not-found' })
  }))
