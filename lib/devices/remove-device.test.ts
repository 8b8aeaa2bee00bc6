import { describe, expect, it } from 'vitest'
import { makeDelivery, makeDevice, makeEnvironment } from '@/db/factories'
import { findDeliveryListItem } from '@/db/queries/deliveries/deliveries'
import { findDevice } from '@/db/queries/devices/devices'
import { entriesAbout } from '@/db/queries/staff/audit'
import { inRollback } from '@/db/testing'
import { signedIn } from '@/lib/testing/contexts'
import { refusesWhoMayNot } from '@/lib/testing/guarded'
import { removeDevice } from './remove-device'

describe('removeDevice', () => {
  it('deletes the device, suppresses its queued deliveries but keeps them in the log, and is audited', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const device = await makeDevice(db, { environmentId })
      const delivery = await makeDelivery(db, { environmentId, deviceId: device.id, state: 'queued' })
      const ctx = await signedIn(db, { role: 'admin' })
      await removeDevice(ctx, { environmentId, deviceId: device.id, confirmation: 'remove' })
      expect(await findDevice(db, { environmentId, deviceId: device.id })).toBeUndefined()
      expect(await findDeliveryListItem(db, { environmentId, deliveryId: delivery.id })).toMatchObject({
        state: 'suppressed',
      })
      const [entry] = await entriesAbout(db, { subjectKind: 'device', subjectId: device.id })
      expect(entry).toMatchObject({ action: 'device.remove', after: { suppressed: 1 } })
      expect(JSON.stringify(entry)).not.toContain(device.address)
    }))

  it('keeps the device unless the confirmation word is typed', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const { id: deviceId } = await makeDevice(db, { environmentId })
      const ctx = await signedIn(db, { role: 'admin' })
      for (const confirmation of [undefined, '', 'yes'])
        await expect(removeDevice(ctx, { environmentId, deviceId, confirmation })).rejects.toMatchObject({
          code: 'confirmation_needed',
        })
      expect(await findDevice(db, { environmentId, deviceId })).toBeDefined()
    }))

  refusesWhoMayNot(removeDevice, { lesser: 'viewer' })
})
