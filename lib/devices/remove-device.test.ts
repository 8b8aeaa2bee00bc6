import { describe, expect, it } from 'vitest'
import { makeDelivery, makeDevice, makeEnvironment } from '@/db/factories'
import { entriesAbout } from '@/db/queries/audit'
import { findListedDelivery } from '@/db/queries/deliveries'
import { findDevice } from '@/db/queries/devices'
import { inRollback } from '@/db/testing'
import { signedIn } from '../testing/contexts'
import { refusesWhoMayNot } from '../testing/guarded'
import { removeDevice } from './remove-device'

describe('removeDevice', () => {
  it('forgets the device, suppresses what waits for it, keeps its deliveries and leaves its audit entry', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const device = await makeDevice(db, { environmentId })
      const delivery = await makeDelivery(db, { environmentId, deviceId: device.id, state: 'queued' })
      const ctx = await signedIn(db, { role: 'admin' })
      await removeDevice(ctx, { environmentId, deviceId: device.id })
      expect(await findDevice(db, { environmentId, deviceId: device.id })).toBeUndefined()
      expect(await findListedDelivery(db, { environmentId, deliveryId: delivery.id })).toMatchObject({
        state: 'suppressed',
      })
      const [entry] = await entriesAbout(db, { subjectKind: 'device', subjectId: device.id })
      expect(entry).toMatchObject({ action: 'device.remove', after: { suppressed: 1 } })
      expect(JSON.stringify(entry)).not.toContain(device.address)
    }))

  refusesWhoMayNot(removeDevice, { lesser: 'viewer' })
})
