import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import {
  makeApp,
  makeCompany,
  makeCustomer,
  makeDelivery,
  makeDevice,
  makeEnvironment,
  makeNotification,
  unique,
} from '@/db/factories'
import { inRollback } from '@/db/testing'
import { signedIn } from '../testing/contexts'
import { lookUp } from './look-up'

async function world(db: Db) {
  const company = await makeCompany(db)
  const app = await makeApp(db, { companyId: company.id })
  const environment = await makeEnvironment(db, { appId: app.id, name: 'production' })
  const environmentId = environment.id
  const root = `/${company.slug}/${app.slug}/production`
  const userId = unique('user')
  const customer = await makeCustomer(db, { environmentId, userId })
  const device = await makeDevice(db, { environmentId, customerId: customer.id })
  const notification = await makeNotification(db, {
    environmentId,
    customerId: customer.id,
    externalId: unique('message'),
  })
  const delivery = await makeDelivery(db, { environmentId, notificationId: notification.id, deviceId: device.id })
  const ctx = await signedIn(db, { role: 'viewer', companyIds: [company.id] })
  const find = async (text: string) =>
    (await lookUp(ctx, { text })).groups.flatMap(({ kind, hits }) =>
      hits.map(({ href, matched }) => ({ kind, href, matched })),
    )
  return { root, environmentId, customer, device, notification, delivery, find, userId }
}

describe('lookUp', () => {
  it('finds a customer by user id, by its start, and by our id', () =>
    inRollback(async (db) => {
      const { find, root, customer, userId } = await world(db)
      const href = `${root}/customers/${customer.id}`
      expect(await find(userId)).toContainEqual({ kind: 'customer', href, matched: 'user ID' })
      expect(await find(userId.slice(0, -2))).toContainEqual({
        kind: 'customer',
        href,
        matched: 'start of the user ID',
      })
      expect(await find(customer.id)).toContainEqual({ kind: 'customer', href, matched: 'Pushdesk ID' })
    }))

  it.each([
    ['another case', 'Ada.Lovelace', 'ADA.lovelace'],
    // Where the database is Turkish, its small I has no dot.
    ['another case of an I', 'INGRID.ILIC', 'ingrid.ilic'],
    ['another case of an i', 'ingrid.ilic', 'INGRID.ILIC'],
    ['another Unicode form', 'M\u00fcller', 'Mu\u0308ller'],
    ['the decomposed one', 'Mu\u0308ller', 'm\u00fcller'],
    ['a trailing comma', 'ada-1', 'ada-1,'],
    ['a full stop', 'ada-2', ' ada-2. '],
    ['angle brackets', 'ada-3', '<ada-3>'],
    ['quotes and a comma', 'ada-4', '"ada-4",'],
    ['brackets in a list', 'ada-5', '[ada-5];'],
    ['zero-width characters', 'ada-6', '\u200bada-6\ufeff'],
    ['what it really ends in', 'ada-7,', 'ada-7,'],
    ['signs that mean something to a pattern', 'a%b_c\\d', 'A%B_C\\D'],
  ])('finds a customer and their device by an id in %s', (_, userId, text) =>
    inRollback(async (db) => {
      const { find, root, environmentId } = await world(db)
      const customer = await makeCustomer(db, { environmentId, userId })
      const device = await makeDevice(db, { environmentId, customerId: customer.id })
      const found = await find(text)
      expect(found).toContainEqual({ kind: 'customer', href: `${root}/customers/${customer.id}`, matched: 'user ID' })
      expect(found).toContainEqual(expect.objectContaining({ href: `${root}/devices/${device.id}` }))
    }),
  )

  it('shows the exact id before the same in another case, and both before longer ones', () =>
    inRollback(async (db) => {
      const { find, root, environmentId } = await world(db)
      const start = unique('who')
      const ids = [`${start}-longer`, start.toUpperCase(), start]
      const made = []
      for (const userId of ids) made.push(await makeCustomer(db, { environmentId, userId }))
      const hrefs = (await find(start)).map(({ href }) => href)
      expect(hrefs).toEqual(made.reverse().map(({ id }) => `${root}/customers/${id}`))
    }))

  it('finds an anonymous customer', () =>
    inRollback(async (db) => {
      const { find, root, environmentId } = await world(db)
      const anonymousId = unique('anonymous')
      const customer = await makeCustomer(db, { environmentId, anonymousId })
      expect(await find(anonymousId)).toEqual([
        { kind: 'customer', href: `${root}/customers/${customer.id}`, matched: 'anonymous ID' },
      ])
    }))

  it('finds a device by its token, whole and in part, in the forms people paste', () =>
    inRollback(async (db) => {
      const { find, root, device } = await world(db)
      const { address } = device
      const found = (matched: string) => [{ kind: 'device', href: `${root}/devices/${device.id}`, matched }]
      expect(await find(address)).toEqual(found('whole token'))
      expect(await find(`<${address.toUpperCase().match(/.{8}/g)?.join(' ')}>`)).toEqual(found('whole token'))
      expect(await find(Buffer.from(address, 'hex').toString('base64'))).toEqual(found('whole token'))
      expect(await find(address.slice(0, 10))).toEqual(found('start of the token'))
      expect(await find(address.slice(-10))).toEqual(found('end of the token'))
      expect(await find(`${address.slice(0, 6)}…${address.slice(-6)}`)).toEqual(found('both ends of the token'))
      expect(await find(device.id)).toEqual(found('device ID'))
    }))

  it('finds a UUID as the company wrote it, and in the other case', () =>
    inRollback(async (db) => {
      const { find, root, environmentId } = await world(db)
      const device = await makeDevice(db, {
        environmentId,
        kind: 'uuid',
        address: '6F9619FF-8B86-D011-B42D-00C04FC964FF',
      })
      const found = [{ kind: 'device', href: `${root}/devices/${device.id}`, matched: 'whole UUID' }]
      expect(await find(device.address)).toEqual(found)
      expect(await find(device.address.toLowerCase())).toEqual(found)
    }))

  it('finds a delivery by its apns-id, and a message by our id and by the caller’s', () =>
    inRollback(async (db) => {
      const { find, root, notification, delivery } = await world(db)
      expect(await find(delivery.id.toUpperCase())).toMatchObject([
        { kind: 'delivery', href: `${root}/deliveries/${delivery.id}` },
      ])
      const href = `${root}/deliveries?notification=${notification.id}`
      expect(await find(notification.id)).toEqual([{ kind: 'notification', href, matched: 'notification ID' }])
      expect(await find(notification.externalId ?? '')).toEqual([{ kind: 'notification', href, matched: 'message ID' }])
    }))

  it('finds nothing of a company of others, and says what was tried', () =>
    inRollback(async (db) => {
      const { device, delivery, userId } = await world(db)
      const ctx = await signedIn(db, { role: 'support', companyIds: [(await makeCompany(db)).id] })
      await makeEnvironment(db, { appId: (await makeApp(db, { companyId: ctx.staff.companyIds[0] })).id })
      for (const text of [device.address, device.id, delivery.id, userId])
        expect(await lookUp(ctx, { text }), text).toEqual({
          groups: [],
          hint: expect.stringContaining('your companies'),
        })
    }))

  it('never answers with a whole token', () =>
    inRollback(async (db) => {
      const { device } = await world(db)
      const admin = await signedIn(db, { role: 'admin' })
      expect(JSON.stringify(await lookUp(admin, { text: device.address }))).not.toContain(device.address)
    }))
})
