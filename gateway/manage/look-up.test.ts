import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import {
  deviceTokenHex,
  makeApp,
  makeCompany,
  makeCustomer,
  makeDelivery,
  makeDevice,
  makeEnvironment,
  unique,
} from '@/db/factories'
import { entriesAbout } from '@/db/queries/staff/audit'
import { makeServiceToken } from '@/db/staff-factories'
import { keysOf, withApi } from '@/gateway/testing'

async function supported(db: Db, name: 'sandbox' | 'production' = 'sandbox') {
  const company = await makeCompany(db)
  const app = await makeApp(db, { companyId: company.id })
  const { id: environmentId } = await makeEnvironment(db, { appId: app.id, name })
  const userId = unique('user/ä')
  const customer = await makeCustomer(db, { environmentId, userId })
  const address = deviceTokenHex()
  const device = await makeDevice(db, { environmentId, customerId: customer.id, address })
  const { token: key } = await makeServiceToken(db, { role: 'support', companyIds: [company.id] })
  const path = `/api/v1/manage/companies/${company.slug}/apps/${app.slug}/environments/${name}`
  return { company, app, environmentId, userId, customer, address, device, key, path }
}

describe('devices over the API', () => {
  it('are listed by the page’s filters, with masked addresses and a cursor', () =>
    withApi(async ({ ask, db }) => {
      const { environmentId, customer, userId, device, key, path, address } = await supported(db)
      const denied = { permission: 'denied', status: 'suspect' } as const
      const other = await makeDevice(db, { environmentId, customerId: customer.id, kind: 'uuid', ...denied })
      const ids = async (search: string) => {
        const { status, body } = await ask('get', `${path}/devices?${search}`, { key })
        expect(status, search).toBe(200)
        return body.devices.map(({ id }: { id: string }) => id).sort()
      }
      const both = [device.id, other.id].sort()
      expect(await ids(`user=${encodeURIComponent(userId)}`)).toEqual(both)
      expect(await ids('user=nobody')).toEqual([])
      expect(await ids('status=suspect,disabled&kind=uuid&permission=denied')).toEqual([other.id])
      expect(await ids(`search=${address.slice(-8)}`)).toEqual([device.id])
      const first = await ask('get', `${path}/devices?limit=1&order=registered`, { key })
      expect(first.body.devices[0]).toMatchObject({ user: { id: userId }, customerId: customer.id })
      expect(JSON.stringify(first.body)).not.toContain(address)
      const second = await ask('get', `${path}/devices?limit=1&order=registered&cursor=${first.body.nextCursor}`, {
        key,
      })
      expect([first.body, second.body].map(({ devices }) => devices[0].id).sort()).toEqual(both)
      expect(second.body.nextCursor).toBeNull()
      const counts = await ask('get', `${path}/device-counts?permission=denied`, { key })
      expect(counts.body).toMatchObject({ count: 1, isMore: false })
      for (const wrong of ['status=nonsense', 'limit=0', 'cursor=x', 'until=yesterday', 'page=2'])
        expect((await ask('get', `${path}/devices?${wrong}`, { key })).status, wrong).toBe(400)
    }))

  it('are the same over the public API with a secret key', () =>
    withApi(async ({ ask, db }) => {
      const { environmentId, userId, key, path } = await supported(db)
      const { sk } = await keysOf(db, environmentId)
      const search = `devices?user=${encodeURIComponent(userId)}`
      const open = await ask('get', `/api/v1/${search}`, { key: sk })
      expect(open).toMatchObject({ status: 200, body: { devices: [{ user: { id: userId } }] } })
      expect(open.body).toEqual((await ask('get', `${path}/${search}`, { key })).body)
      const customer = `customers/${encodeURIComponent(userId)}`
      const shown = await ask('get', `/api/v1/${customer}`, { key: sk })
      expect(shown).toMatchObject({ status: 200, body: { customer: { user: { id: userId } } } })
      expect(shown.body).toEqual((await ask('get', `${path}/${customer}`, { key })).body)
    }))

  it('are disabled, enabled, revealed, and removed, each with an audit entry of the token', () =>
    withApi(async ({ ask, db }) => {
      const { device, key, path, address } = await supported(db)
      const one = `${path}/devices/${device.id}`
      const read = await ask('get', one, { key })
      expect(read.body).toMatchObject({ device: { id: device.id, timeZone: null }, moves: [], elsewhere: [] })
      const disabled = await ask('post', `${one}/disable`, { key })
      expect(disabled).toMatchObject({ status: 200, body: { device: { status: 'disabled' } } })
      expect((await ask('post', `${one}/disable`, { key, body: { comment: 'again' } })).status).toBe(409)
      expect((await ask('post', `${one}/enable`, { key })).body.device.status).toBe('active')
      expect((await ask('post', `${one}/reveal-address`, { key })).body).toEqual({ address })
      const timeline = await ask('get', `${one}/timeline`, { key })
      expect(timeline.body.entries.map(({ kind }: { kind: string }) => kind).sort()).toEqual(['disabled', 'enabled'])
      expect((await ask('delete', one, { key })).status).toBe(204)
      expect((await ask('get', one, { key })).status).toBe(404)
      expect((await ask('get', `${path}/devices/nonsense`, { key })).body.errors).toMatchObject([{ path: 'id' }])
      const entries = await entriesAbout(db, { subjectKind: 'device', subjectId: device.id })
      expect(entries.map(({ action, actorKind }) => `${actorKind} ${action}`).sort()).toEqual([
        'service_token device.disable',
        'service_token device.enable',
        'service_token device.remove',
        'service_token device.reveal_token',
      ])
    }))
})

describe('a customer over the API', () => {
  it('is found by each of their IDs, with devices, deliveries, notifications, and a diagnosis', () =>
    withApi(async ({ ask, db }) => {
      const { environmentId, userId, customer, device, key, path } = await supported(db)
      const delivery = await makeDelivery(db, { environmentId, customerId: customer.id, deviceId: device.id })
      for (const name of [encodeURIComponent(userId), customer.id]) {
        const { body } = await ask('get', `${path}/customers/${name}`, { key })
        expect(body).toMatchObject({
          customer: { id: customer.id, user: { id: userId } },
          devices: [{ id: device.id }],
          deliveries: [{ id: delivery.id, user: { id: userId } }],
          presence: [],
        })
      }
      const one = `${path}/customers/${encodeURIComponent(userId)}`
      expect((await ask('get', `${one}/notifications`, { key })).status).toBe(200)
      const diagnosis = await ask('get', `${one}/diagnosis`, { key })
      expect(diagnosis.body).toMatchObject({ customer: { id: customer.id }, verdict: { sentence: expect.any(String) } })
      expect((await ask('get', `${path}/customers/nobody`, { key })).status).toBe(404)
    }))

  it('is erased only with permission, and only by their full user ID', () =>
    withApi(async ({ ask, db }) => {
      const { company, userId, customer, key, path } = await supported(db)
      const name = encodeURIComponent(userId)
      expect((await ask('delete', `${path}/customers/${name}`, { key })).status).toBe(403)
      const { token } = await makeServiceToken(db, { role: 'integration_manager', companyIds: [company.id] })
      const byId = await ask('delete', `${path}/customers/${customer.id}`, { key: token })
      expect(byId).toMatchObject({ status: 400, body: { code: 'confirmation_needed' } })
      const inCapitals = await ask('delete', `${path}/customers/${encodeURIComponent(userId.toUpperCase())}`, {
        key: token,
      })
      expect(inCapitals.status).toBe(400)
      expect((await ask('delete', `${path}/customers/${name}`, { key: token })).status).toBe(204)
      expect((await ask('get', `${path}/customers/${name}`, { key })).status).toBe(404)
    }))
})

describe('a look-up over the API', () => {
  it('finds matches in the token’s own companies, and says where they are', () =>
    withApi(async ({ ask, db }) => {
      const { company, app, userId, customer, key } = await supported(db)
      const found = await ask('get', `/api/v1/manage/look-up?q=${encodeURIComponent(userId)}`, { key })
      const [group] = found.body.groups
      expect(group).toMatchObject({
        kind: 'customer',
        hits: [{ id: customer.id, title: userId, company: company.slug, app: app.slug, environment: 'sandbox' }],
      })
      const { token } = await makeServiceToken(db, { role: 'support', companyIds: [(await makeCompany(db)).id] })
      const elsewhere = await ask('get', `/api/v1/manage/look-up?q=${encodeURIComponent(userId)}`, { key: token })
      expect(elsewhere.body.groups).toEqual([])
      const empty = await ask('get', '/api/v1/manage/look-up?q=', { key })
      expect(empty).toMatchObject({ status: 400, body: { errors: [{ path: 'q' }] } })
    }))
})
