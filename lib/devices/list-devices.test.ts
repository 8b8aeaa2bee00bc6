import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { deviceTokenHex, makeCompany, makeCustomer, makeDevice, makeEnvironment } from '@/db/factories'
import { inRollback } from '@/db/testing'
import { signedIn } from '@/lib/testing/contexts'
import { countDevicesByFacet, listDevices } from './list-devices'
import { maskAddress } from './mask-address'

const someday = (day: number) => new Date(Date.UTC(2026, 0, day))

async function five(db: Db) {
  const { id: environmentId } = await makeEnvironment(db)
  const devices = []
  for (const day of [1, 2, 3, 4, 5])
    devices.push(
      await makeDevice(db, {
        environmentId,
        registeredAt: someday(day),
        // Two never had an accepted push. For the rest, the order is reversed.
        lastAcceptedAt: day > 2 ? someday(20 - day) : null,
        status: day === 1 ? 'disabled' : 'active',
        appVersion: day < 4 ? '2.0.0' : '2.1.0',
        permission: day === 2 ? 'denied' : 'authorized',
      }),
    )
  const ctx = await signedIn(db, { role: 'viewer', companyIds: [] })
  const admin = await signedIn(db, { role: 'admin' })
  return { environmentId, devices, ids: devices.map((device) => device.id), ctx, admin }
}

describe('listDevices', () => {
  it.each([
    ['-registered', [4, 3, 2, 1, 0]],
    ['registered', [0, 1, 2, 3, 4]],
    ['-accepted', [2, 3, 4, 1, 0]],
  ] as const)('pages through all devices once, ordered by %s', (order, expected) =>
    inRollback(async (db) => {
      const { environmentId, ids, admin } = await five(db)
      const seen: string[] = []
      let after: string | null = null
      do {
        const page: Awaited<ReturnType<typeof listDevices>> = await listDevices(admin, {
          environmentId,
          order,
          after,
          limit: 2,
        })
        seen.push(...page.devices.map((device) => device.id))
        after = page.next
      } while (after)
      expect(seen).toEqual(expected.map((index) => ids[index]))
    }),
  )

  it('masks every address', () =>
    inRollback(async (db) => {
      const { environmentId, devices, admin } = await five(db)
      const page = await listDevices(admin, { environmentId })
      for (const device of devices) expect(JSON.stringify(page)).not.toContain(device.address)
      expect(page.devices.map((device) => device.maskedAddress)).toContain(maskAddress(devices[0]?.address ?? ''))
    }))

  it('combines filters', () =>
    inRollback(async (db) => {
      const { environmentId, ids, admin } = await five(db)
      const list = async (filters: Partial<Parameters<typeof listDevices>[1]>) =>
        (await listDevices(admin, { environmentId, ...filters })).devices.map((device) => ids.indexOf(device.id)).sort()
      expect(await list({ status: ['active'], appVersion: ['2.0.0'] })).toEqual([1, 2])
      expect(await list({ status: ['active', 'disabled'], permission: ['denied'] })).toEqual([1])
      expect(await list({ registeredFrom: someday(2).toISOString(), registeredTo: someday(4).toISOString() })).toEqual([
        1, 2,
      ])
      expect(await list({ kind: ['uuid'] })).toEqual([])
    }))

  it('finds only this device by part of its token, its ID, or its customer’s ID or the start of that', () =>
    inRollback(async (db) => {
      const { environmentId, admin } = await five(db)
      const address = deviceTokenHex()
      const customer = await makeCustomer(db, { environmentId, userId: 'cust_100%-7' })
      const device = await makeDevice(db, { environmentId, customerId: customer.id, address })
      const elsewhere = await makeEnvironment(db)
      await makeDevice(db, { environmentId: elsewhere.id, address })
      const find = async (text: string) =>
        (await listDevices(admin, { environmentId, text })).devices.map((found) => found.id)
      for (const text of [
        address,
        address.slice(0, 8),
        address.slice(-6).toUpperCase(),
        maskAddress(address),
        device.id,
        customer.id,
        'cust_100%-7',
        'cust_100%',
      ])
        expect(await find(text), text).toEqual([device.id])
      expect(await find('cust_100_')).toEqual([])
      expect(await find('no such thing')).toEqual([])
    }))

  it('counts the filtered devices by facet, ignoring a facet’s own filter', () =>
    inRollback(async (db) => {
      const { environmentId, admin } = await five(db)
      const counted = await countDevicesByFacet(admin, { environmentId, status: ['active'] })
      expect(counted).toMatchObject({ count: 4, isMore: false })
      const of = (facet: string) => counted.facets.find((one) => one.facet === facet)?.values
      expect(of('status')).toEqual([
        { value: 'active', count: 4 },
        { value: 'disabled', count: 1 },
      ])
      expect(of('appVersion')).toEqual([
        { value: '2.0.0', count: 2 },
        { value: '2.1.0', count: 2 },
      ])
    }))

  it('is hidden from staff of other companies', () =>
    inRollback(async (db) => {
      const { environmentId, ctx } = await five(db)
      await expect(listDevices(ctx, { environmentId })).rejects.toMatchObject({ reason: 'not-found' })
      const other = await signedIn(db, { role: 'support', companyIds: [(await makeCompany(db)).id] })
      await expect(countDevicesByFacet(other, { environmentId })).rejects.toMatchObject({ reason: 'not-found' })
    }))
})
