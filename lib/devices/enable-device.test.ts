import { describe, expect, it } from 'vitest'
import { makeDevice, makeEnvironment } from '@/db/factories'
import { pageOfDeviceEvents } from '@/db/queries/devices/device-events'
import { findDevice } from '@/db/queries/devices/devices'
import { entriesAbout } from '@/db/queries/staff/audit'
import { inRollback } from '@/db/testing'
import { signedIn } from '@/lib/testing/contexts'
import { refusesWhoMayNot } from '@/lib/testing/guarded'
import { enableDevice } from './enable-device'

describe('enableDevice', () => {
  it.each(['disabled', 'suspect'] as const)('makes a %s device active again, and is audited', (status) =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const device = await makeDevice(db, { environmentId, status, statusReason: 'bad_device_token' })
      const ctx = await signedIn(db, { role: 'admin' })
      const one = { environmentId, deviceId: device.id }
      await enableDevice(ctx, one)
      expect((await findDevice(db, one))?.device).toMatchObject({ status: 'active', statusReason: 'enabled_by_staff' })
      const [event] = await pageOfDeviceEvents(db, { ...one, after: undefined, limit: 10 })
      expect(event).toMatchObject({ kind: 'enabled', actorName: ctx.staff.name })
      const [entry] = await entriesAbout(db, { subjectKind: 'device', subjectId: device.id })
      expect(entry).toMatchObject({ action: 'device.enable', before: { status, reason: 'bad_device_token' } })
    }),
  )

  it('rejects a device that is already active', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const device = await makeDevice(db, { environmentId })
      const ctx = await signedIn(db, { role: 'admin' })
      await expect(enableDevice(ctx, { environmentId, deviceId: device.id })).rejects.toMatchObject({
        reason: 'conflict',
      })
      expect(await entriesAbout(db, { subjectKind: 'device', subjectId: device.id })).toEqual([])
    }))

  refusesWhoMayNot(enableDevice, { lesser: 'viewer' })
})
