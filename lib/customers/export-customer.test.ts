import { describe, expect, it } from 'vitest'
import { customerTables, nameOfCustomerTable } from '@/db/customer-data'
import { makeCustomer, makeDelivery, makeDevice, makeEnvironment } from '@/db/factories'
import { entriesAbout } from '@/db/queries/staff/audit'
import { tableNames } from '@/db/table-names'
import { inRollback } from '@/db/testing'
import { signedIn, withKey } from '@/lib/testing/contexts'
import { exportCustomer, exportCustomerAsStaff } from './export-customer'
import { leaveTraces, person, tracesOf } from './testing/traces'

/** Tables without rows about a customer, and what they contain instead. */
const others: Record<string, string> = {
  ...Object.fromEntries(
    [
      'companies',
      'apps',
      'environments',
      'apns_credentials',
      'provider_tokens',
      'company_endpoints',
      'api_keys',
      'prompt_triggers',
    ].map((name) => [name, 'the workspace']),
  ),
  ...Object.fromEntries(
    [
      'staff',
      'staff_companies',
      'staff_favorites',
      'sessions',
      'invitations',
      'rate_limits',
      'service_tokens',
      'sign_in_groups',
      'sign_in_settings',
    ].map((name) => [name, 'people and programs of the team']),
  ),
  ...Object.fromEntries(
    ['prompt_fetches', 'attempt_counts', 'call_counts', 'receipt_counts', 'traffic_hours'].map((name) => [
      name,
      'numbers without names',
    ]),
  ),
  ...Object.fromEntries(
    ['incidents', 'incident_events', 'detector_runs', 'channels', 'channel_messages'].map((name) => [
      name,
      'causes and counts, and what the team is told of them',
    ]),
  ),
  ...Object.fromEntries(
    [
      'audit_seals',
      'audit_stream',
      'workers',
      'event_clock',
      'event_marks',
      'event_webhooks',
      'schema_versions',
      'simulated_channels',
      'simulated_faults',
    ].map((name) => [name, 'how Pushdesk runs']),
  ),
  erased_customers: 'keyed hashes of names that were erased',
  kept_answers: 'encrypted copies of answers, kept for two days, and deleted by an erasure',
}

describe('a customer export', () => {
  it('knows whether each table has rows about a customer', () => {
    const known = [...customerTables.map(nameOfCustomerTable), ...Object.keys(others)]
    expect(known.sort()).toEqual(tableNames.sort())
  })

  it('contains rows of every table that has the customer’s ID, addresses, or texts', () =>
    inRollback(async (db) => {
      const ada = person()
      const { admin, environmentId, customerId } = await leaveTraces(db, ada)
      const traces = await tracesOf(db, ada)
      const { tables, isComplete, customer } = await exportCustomerAsStaff(admin, { environmentId, customerId })
      expect(customer).toEqual({ id: customerId, userId: ada.userId, anonymousId: null })
      expect(isComplete).toBe(true)
      const found = new Set(Object.values(traces).flat())
      found.delete('kept_answers')
      for (const table of found) expect([table, tables[table]?.length]).not.toEqual([table, 0])
      const text = JSON.stringify(tables)
      for (const [what, marker] of Object.entries(ada)) expect([what, text.includes(marker)]).toEqual([what, true])
    }))

  it('contains nothing about anyone else', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const [ada, ben] = [await makeCustomer(db, { environmentId }), await makeCustomer(db, { environmentId })]
      const device = await makeDevice(db, { environmentId, customerId: ben.id })
      await makeDelivery(db, { environmentId, customerId: ben.id, deviceId: device.id, address: device.address })
      const sk = await withKey(db, { environmentId, kind: 'secret' })
      const { tables } = await exportCustomer(sk, { id: ada.userId ?? '' })
      const text = JSON.stringify(tables)
      for (const marker of [ben.id, ben.userId ?? '', device.id, device.address]) expect(text).not.toContain(marker)
      expect(tables.customers).toHaveLength(1)
    }))

  it('requires an integration manager who confirmed their identity or a secret key, and is audited without a name', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const { id: customerId, userId } = await makeCustomer(db, { environmentId })
      const input = { environmentId, customerId }
      const admin = await signedIn(db, { role: 'admin' })
      await expect(exportCustomerAsStaff(await signedIn(db, { role: 'support' }), input)).rejects.toMatchObject({
        reason: 'forbidden',
      })
      const long = { ...admin, staff: { ...admin.staff, steppedUpAt: new Date(Date.now() - 3_600_000) } }
      await expect(exportCustomerAsStaff(long, input)).rejects.toMatchObject({ code: 'step_up_needed' })
      await exportCustomerAsStaff(admin, input)
      const [entry] = await entriesAbout(db, { subjectKind: 'customer', subjectId: customerId })
      expect(entry).toMatchObject({ action: 'customer.export', actorId: admin.staff.id, after: { isComplete: true } })
      expect(JSON.stringify(entry)).not.toContain(userId)
      const pk = await withKey(db, { environmentId, kind: 'publishable' })
      expect(() => exportCustomer(pk, { id: userId ?? '' })).toThrow(expect.objectContaining({ reason: 'forbidden' }))
      const elsewhere = await withKey(db, { environmentId: (await makeEnvironment(db)).id, kind: 'secret' })
      await expect(exportCustomer(elsewhere, { id: userId ?? '' })).rejects.toMatchObject({ reason: 'not-found' })
    }))
})
