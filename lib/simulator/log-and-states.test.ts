import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import {
  deviceTokenHex,
  makeApp,
  makeCompany,
  makeCustomer,
  makeDelivery,
  makeEnvironment,
  unique,
} from '@/db/factories'
import { allSimulatedDevices, insertSimulatedPushes } from '@/db/queries/simulator/simulator'
import { makeStaff } from '@/db/staff-factories'
import { inRollback } from '@/db/testing'
import { listManagers } from '@/lib/staff/team/list-managers'
import { signedIn } from '@/lib/testing/contexts'
import { listDemoCustomers } from './list-demo-customers'
import { listSimulatorLog } from './list-simulator-log'
import { setDeviceState } from './set-device-state'
import { showOutcome } from './show-outcome'
import { signUserToken } from './sign-user-token'

/** A simulated sandbox with one push in its log. */
async function world(db: Db) {
  const company = await makeCompany(db)
  const app = await makeApp(db, { companyId: company.id, bundleId: `com.example.${unique('app')}` })
  const { id: environmentId } = await makeEnvironment(db, { appId: app.id, apnsServer: 'simulator' })
  const push = {
    id: crypto.randomUUID(),
    apnsId: crypto.randomUUID(),
    environmentName: 'sandbox' as const,
    token: deviceTokenHex(),
    topic: app.bundleId,
    status: 200,
    reason: null,
    headers: { 'apns-push-type': 'alert' },
    payload: { aps: { alert: 'x' } },
    payloadBytes: 22,
    lints: [],
    uniqueId: null,
    payloadHash: null,
    keyId: null,
    connectionId: 1,
    streamId: 1,
    fate: 'delivered',
    deviceOutcomeReason: null,
    releaseAt: null,
    createdAt: new Date(),
  }
  await insertSimulatedPushes(db, { pushes: [push] })
  const as = (role: 'support' | 'viewer') => signedIn(db, { role, companyIds: [company.id] })
  return { company, environmentId, push, as }
}

describe('the simulator’s log', () => {
  it('shows the pushes of this app, without whole tokens', () =>
    inRollback(async (db) => {
      const { environmentId, push, as } = await world(db)
      await world(db)
      const rows = await listSimulatorLog(await as('viewer'), { environmentId })
      expect(rows).toMatchObject([{ id: push.id, apnsId: push.apnsId, status: 200, fate: 'delivered' }])
      expect(JSON.stringify(rows)).not.toContain(push.token)
    }))

  it('denies viewers a signed User-Token', () =>
    inRollback(async (db) => {
      const { as, environmentId } = await world(db)
      await expect(signUserToken(await as('viewer'), { environmentId, userId: 'ann' })).rejects.toMatchObject({
        reason: 'forbidden',
      })
    }))

  it('changes a device’s state, with a masked token in the audit log; viewers can’t', () =>
    inRollback(async (db) => {
      const { environmentId, push, as } = await world(db)
      const given = { environmentId, pushId: push.id, state: 'offline' } as const
      await expect(setDeviceState(await as('viewer'), given)).rejects.toMatchObject({ reason: 'forbidden' })
      const support = await as('support')
      expect(await setDeviceState(support, given)).toEqual({ released: 0 })
      const devices = await allSimulatedDevices(db)
      expect(devices.find(({ token }) => token === push.token)).toMatchObject({ state: 'offline' })
      const entries = (await db.query.auditEntries.findMany()).filter(({ actorId }) => actorId === support.staff.id)
      expect(entries).toMatchObject([{ action: 'simulator.set_device_state', after: { state: 'offline' } }])
      expect(JSON.stringify(entries)).not.toContain(push.token)
    }))

  it('finds no push of another app', () =>
    inRollback(async (db) => {
      const { environmentId, as } = await world(db)
      const { push } = await world(db)
      const given = { environmentId, pushId: push.id, state: 'offline' } as const
      await expect(setDeviceState(await as('support'), given)).rejects.toMatchObject({ reason: 'not-found' })
    }))
})

describe('the demo phone’s queries', () => {
  it('return data of this environment only', () =>
    inRollback(async (db) => {
      const { company, environmentId, as } = await world(db)
      const customer = await makeCustomer(db, { environmentId, userId: unique('ada') })
      const delivery = await makeDelivery(db, { environmentId, customerId: customer.id, state: 'accepted' })
      const viewer = await as('viewer')
      expect(await listDemoCustomers(viewer, { environmentId })).toMatchObject([{ userId: customer.userId }])
      const { notificationId } = delivery
      expect(await showOutcome(viewer, { environmentId, notificationId })).toMatchObject([
        { id: delivery.id, state: 'accepted' },
      ])
      const other = await world(db)
      expect(
        await showOutcome(await other.as('viewer'), { environmentId: other.environmentId, notificationId }),
      ).toEqual([])
      await expect(listDemoCustomers(await other.as('viewer'), { environmentId })).rejects.toMatchObject({
        reason: 'not-found',
      })
      expect(company.id).not.toBe(other.company.id)
    }))
})

describe('the people to ask for a change', () => {
  it('are the integration managers of the company, and no one else', () =>
    inRollback(async (db) => {
      const { company, environmentId, as } = await world(db)
      const manager = await makeStaff(db, { role: 'integration_manager', companyIds: [company.id] })
      await makeStaff(db, { role: 'integration_manager', companyIds: [(await makeCompany(db)).id] })
      await makeStaff(db, { role: 'support', companyIds: [company.id] })
      const found = await listManagers(await as('viewer'), { environmentId })
      expect(found.map(({ name }) => name)).toEqual([manager.name])
    }))
})
