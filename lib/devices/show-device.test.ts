import { describe, expect, it } from 'vitest'
import { makeApp, makeCustomer, makeDelivery, makeDevice, makeDeviceEvent, makeEnvironment } from '@/db/factories'
import { inRollback } from '@/db/testing'
import { signedIn } from '@/lib/testing/contexts'
import { refusesWhoMayNot } from '@/lib/testing/guarded'
import { showDevice } from './show-device'
import { showDeviceTimeline } from './show-device-timeline'

const day = (number: number) => new Date(Date.UTC(2026, 0, number))

describe('showDevice', () => {
  it('masks the address, and shows where else in the app it is registered', () =>
    inRollback(async (db) => {
      const app = await makeApp(db)
      const production = await makeEnvironment(db, { appId: app.id, name: 'production' })
      const sandbox = await makeEnvironment(db, { appId: app.id, name: 'sandbox' })
      const device = await makeDevice(db, { environmentId: production.id })
      const twin = await makeDevice(db, { environmentId: sandbox.id, address: device.address })
      await makeDevice(db, { environmentId: (await makeEnvironment(db)).id, address: device.address })
      const shown = await showDevice(await signedIn(db, { role: 'admin' }), {
        environmentId: production.id,
        deviceId: device.id,
      })
      expect(shown.elsewhere).toMatchObject([{ deviceId: twin.id, environmentName: 'sandbox' }])
      expect(JSON.stringify(shown)).not.toContain(device.address)
    }))

  refusesWhoMayNot(showDevice)
})

describe('showDeviceTimeline', () => {
  it('merges events and pushes, newest first, and pages through all of them once', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const { id: customerId } = await makeCustomer(db, { environmentId })
      const { id: deviceId } = await makeDevice(db, { environmentId, customerId })
      const event = await makeDeviceEvent(db, { environmentId, deviceId, customerId, createdAt: day(1) })
      const push = await makeDelivery(db, { environmentId, deviceId, customerId, createdAt: day(2) })
      const disabled = await makeDeviceEvent(db, { environmentId, deviceId, kind: 'disabled', createdAt: day(3) })
      const admin = await signedIn(db, { role: 'admin' })
      const seen: string[] = []
      let after: string | null = null
      do {
        const page: Awaited<ReturnType<typeof showDeviceTimeline>> = await showDeviceTimeline(admin, {
          environmentId,
          deviceId,
          after,
          limit: 1,
        })
        seen.push(...page.entries.map(({ id }) => id))
        after = page.next
      } while (after)
      expect(seen).toEqual([disabled.id, push.id, event.id])
    }))

  refusesWhoMayNot(showDeviceTimeline)
})
