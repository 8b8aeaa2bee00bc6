import { describe, expect, it } from 'vitest'
import { makeCustomer, makeDevice, makeEnvironment } from '@/db/factories'
import { entriesAbout } from '@/db/queries/staff/audit'
import { inRollback } from '@/db/testing'
import { signedIn } from '@/lib/testing/contexts'
import { exportDevices } from './export-devices'

describe('exportDevices', () => {
  it('exports the filtered devices, masked and safe to open in a spreadsheet, and is audited', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const customer = await makeCustomer(db, { environmentId, userId: '=HYPERLINK("x")' })
      const device = await makeDevice(db, { environmentId, customerId: customer.id })
      await makeDevice(db, { environmentId, permission: 'denied' })
      const ctx = await signedIn(db, { role: 'admin' })
      const { csv, rows } = await exportDevices(ctx, {
        environmentId,
        permission: ['authorized'],
        text: device.address,
      })
      expect(rows).toBe(1)
      expect(csv).toContain(device.id)
      expect(csv).not.toContain(device.address)
      expect(csv).toContain(`"'=HYPERLINK(""x"")"`)
      const entries = await entriesAbout(db, { subjectKind: 'devices', subjectId: environmentId })
      expect(entries[0]).toMatchObject({ action: 'device.export', after: { rows: 1 } })
      expect(JSON.stringify(entries)).not.toContain(device.address)
    }))

  it('is denied to viewers', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const ctx = await signedIn(db, { role: 'viewer' })
      await expect(exportDevices(ctx, { environmentId })).rejects.toMatchObject({ reason: 'forbidden' })
    }))
})
