import { describe, expect, it } from 'vitest'
import { makeApp, makeCompany, makeCustomer, makeDelivery, makeEnvironment, unique } from '@/db/factories'
import { inRollback } from '@/db/testing'
import { signedIn } from '../testing/contexts'
import { exportDeliveries } from './export-deliveries'

describe('the export of deliveries', () => {
  it('holds what the filters leave, newest first, with masked addresses and no texts, and is in the audit', () =>
    inRollback(async (db) => {
      const company = await makeCompany(db)
      const app = await makeApp(db, { companyId: company.id })
      const { id: environmentId } = await makeEnvironment(db, { appId: app.id })
      const customer = await makeCustomer(db, { environmentId, userId: unique('ada') })
      const at = (minutes: number) => new Date(Date.now() - minutes * 60_000)
      const given = { environmentId, customerId: customer.id, state: 'failed' as const }
      const older = await makeDelivery(db, { ...given, createdAt: at(2) })
      const newer = await makeDelivery(db, { ...given, createdAt: at(1) })
      await makeDelivery(db, { environmentId, state: 'accepted' })
      const ctx = await signedIn(db, { role: 'support', companyIds: [company.id] })
      const { csv, rows } = await exportDeliveries(ctx, { environmentId, filters: { states: ['failed'] } })
      expect(rows).toBe(2)
      expect(csv.indexOf(newer.id)).toBeGreaterThan(0)
      expect(csv.indexOf(newer.id)).toBeLessThan(csv.indexOf(older.id))
      expect(csv).toContain(customer.userId)
      expect(csv).not.toContain(newer.address)
      const entries = await db.query.auditEntries.findMany()
      expect(entries.filter(({ actorId }) => actorId === ctx.staff.id)).toMatchObject([
        { action: 'delivery.export', after: { rows: 2, filters: { states: ['failed'] } } },
      ])
    }))

  it('is not for a viewer, nor for another company', () =>
    inRollback(async (db) => {
      const company = await makeCompany(db)
      const app = await makeApp(db, { companyId: company.id })
      const { id: environmentId } = await makeEnvironment(db, { appId: app.id })
      const viewer = await signedIn(db, { role: 'viewer', companyIds: [company.id] })
      const other = await signedIn(db, { role: 'support', companyIds: [(await makeCompany(db)).id] })
      await expect(exportDeliveries(viewer, { environmentId })).rejects.toMatchObject({ reason: 'forbidden' })
      await expect(exportDeliveries(other, { environmentId })).rejects.toMatchObject({ reason: 'not-found' })
    }))
})
