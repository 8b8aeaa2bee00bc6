import { describe, expect, it } from 'vitest'
import { makeDevice, makeEnvironment } from '@/db/factories'
import { entriesAbout } from '@/db/queries/staff/audit'
import { inRollback } from '@/db/testing'
import { signedIn } from '@/lib/testing/contexts'
import { refusesWhoMayNot } from '@/lib/testing/guarded'
import { revealDeviceToken } from './reveal-device-token'

describe('revealDeviceToken', () => {
  it('returns the whole token, and leaves an audit entry without it', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const device = await makeDevice(db, { environmentId })
      const ctx = await signedIn(db, { role: 'admin' })
      expect(await revealDeviceToken(ctx, { environmentId, deviceId: device.id })).toEqual({ address: device.address })
      const [entry] = await entriesAbout(db, { subjectKind: 'device', subjectId: device.id })
      expect(entry).toMatchObject({ action: 'device.reveal_token', actorId: ctx.staff.id })
      expect(JSON.stringify(entry)).not.toContain(device.address)
    }))

  refusesWhoMayNot(revealDeviceToken, { lesser: 'viewer' })
})
