import { describe, expect, it } from 'vitest'
import { makeApp, makeCompany, makeCustomer, makeDelivery, makeEnvironment, unique } from '@/db/factories'
import { inRollback } from '@/db/testing'
import { signedIn } from '@/lib/testing/contexts'
import { exportDeliveries } from './export-deliveries'

describe('the export of deliveries', () => {
  it('contains the filtered deliveries, newest first, without texts or full addresses, and is audited', () =>
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

  it('keeps the order of its columns, and has everything that the API shows of a delivery', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const given = { environmentId, state: 'failed', reason: 'timeout', isUncertain: true, attemptCount: 2 } as const
      const { id, createdAt } = await makeDelivery(db, given)
      const { csv } = await exportDeliveries(await signedIn(db, { role: 'admin' }), { environmentId })
      const [header = [], row = []] = csv
        .replace('\uFEFF', '')
        .split('\r\n')
        .map((line) => line.split(','))
      expect(header.slice(0, 8).join()).toBe(
        'delivery_id,notification_id,type,created_at,state,reason,uncertain,attempts',
      )
      expect(header.slice(8, 14).join()).toBe('transport,simulated,user_id,anonymous_id,device_id,device_kind')
      expect(header.slice(14, 19).join()).toBe('address_masked,conversation_id,ended_at,received_at,opened_at')
      expect(header.slice(19).join()).toBe('repeats_id,next_attempt_at,expires_at,trace_id')
      const cells = Object.fromEntries(header.map((name, index) => [name, row[index]]))
      expect(row).toHaveLength(header.length)
      expect(cells).toMatchObject({
        delivery_id: id,
        created_at: createdAt.toISOString(),
        reason: 'timeout',
        uncertain: 'yes',
        attempts: '2',
        opened_at: '',
      })
    }))

  it('is denied to viewers and to other companies', () =>
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
