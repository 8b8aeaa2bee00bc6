import { describe, expect, it } from 'vitest'
import { makeDelivery, makeDevice, makeEnvironment } from '@/db/factories'
import { findDeliveryListItem } from '@/db/queries/deliveries/deliveries'
import { pageOfDeviceEvents } from '@/db/queries/devices/device-events'
import { findDevice } from '@/db/queries/devices/devices'
import { entriesAbout } from '@/db/queries/staff/audit'
import type { DeliveryState } from '@/db/schema/notifications'
import { inRollback } from '@/db/testing'
import { signedIn } from '@/lib/testing/contexts'
import { refusesWhoMayNot } from '@/lib/testing/guarded'
import { disableDevice } from './disable-device'

describe('disableDevice', () => {
  it('disables the device, and records it in the timeline and audit log without the token', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const device = await makeDevice(db, { environmentId })
      const ctx = await signedIn(db, { role: 'admin' })
      await disableDevice(ctx, { environmentId, deviceId: device.id, comment: 'Lost phone' })

      const one = { environmentId, deviceId: device.id }
      expect((await findDevice(db, one))?.device).toMatchObject({
        status: 'disabled',
        statusReason: 'disabled_by_staff',
      })
      const [event] = await pageOfDeviceEvents(db, { ...one, after: undefined, limit: 10 })
      expect(event).toMatchObject({ kind: 'disabled', detail: 'Lost phone', actorName: ctx.staff.name })
      const [entry] = await entriesAbout(db, { subjectKind: 'device', subjectId: device.id })
      expect(entry).toMatchObject({ action: 'device.disable', actorId: ctx.staff.id, comment: 'Lost phone' })
      expect(JSON.stringify(entry)).not.toContain(device.address)
    }))

  it('suppresses only deliveries that wait for the device', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const device = await makeDevice(db, { environmentId })
      const ctx = await signedIn(db, { role: 'admin' })
      const stateAfter = async (state: DeliveryState, deviceId: string) => {
        const { id } = await makeDelivery(db, { environmentId, deviceId, state })
        return async () => {
          const found = await findDeliveryListItem(db, { environmentId, deliveryId: id })
          return [found?.state, found?.reason]
        }
      }
      const other = await makeDevice(db, { environmentId })
      const [queued, retrying, sending, accepted, others] = await Promise.all([
        stateAfter('queued', device.id),
        stateAfter('retrying', device.id),
        stateAfter('sending', device.id),
        stateAfter('accepted', device.id),
        stateAfter('queued', other.id),
      ])
      expect(await disableDevice(ctx, { environmentId, deviceId: device.id })).toEqual({ suppressed: 2 })
      expect(await queued()).toEqual(['suppressed', 'device_disabled'])
      expect(await retrying()).toEqual(['suppressed', 'device_disabled'])
      expect(await sending()).toEqual(['sending', null])
      expect(await accepted()).toEqual(['accepted', null])
      expect(await others()).toEqual(['queued', null])
    }))

  it('rejects a device that is already disabled, and changes nothing', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const device = await makeDevice(db, { environmentId, status: 'disabled', statusReason: 'unregistered' })
      const ctx = await signedIn(db, { role: 'admin' })
      await expect(disableDevice(ctx, { environmentId, deviceId: device.id })).rejects.toMatchObject({
        reason: 'conflict',
      })
      const found = await findDevice(db, { environmentId, deviceId: device.id })
      expect(found?.device.statusReason).toBe('unregistered')
      expect(await entriesAbout(db, { subjectKind: 'device', subjectId: device.id })).toEqual([])
    }))

  refusesWhoMayNot(disableDevice, { lesser: 'viewer' })
})
