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
import { signedIn } from '@/lib/testing/contexts'
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
  it('finds a customer by user ID, by its start or another part, and by Pushdesk’s ID', () =>
    inRollback(async (db) => {
      const { find, root, customer, userId } = await world(db)
      const href = `${root}/customers/${customer.id}`
      expect(await find(userId)).toContainEqual({ kind: 'customer', href, matched: 'user ID' })
      expect(await find(userId.slice(0, -2))).toContainEqual({
        kind: 'customer',
        href,
        matched: 'start of the user ID',
      })
      expect(await find(userId.slice(2, -2))).toContainEqual({ kind: 'customer', href, matched: 'part of the user ID' })
      expect(await find(customer.id)).toContainEqual({ kind: 'customer', href, matched: 'Pushdesk ID' })
    }))

  it.each([
    ['another case', 'Ada.Lovelace', 'ADA.lovelace'],
    // With a Turkish locale in the database, the lower case of I has no dot.
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
  ])('finds a customer and their device by an ID in %s', (_, userId, text) =>
    inRollback(async (db) => {
      const { find, root, environmentId } = await world(db)
      const customer = await makeCustomer(db, { environmentId, userId })
      const device = await makeDevice(db, { environmentId, customerId: customer.id })
      const found = await find(text)
      expect(found).toContainEqual({ kind: 'customer', href: `${root}/customers/${customer.id}`, matched: 'user ID' })
      expect(found).toContainEqual(expect.objectContaining({ href: `${root}/devices/${device.id}` }))
    }),
  )

  it('ranks an exact ID before one in another case, and both before longer ones', () =>
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

  it('finds a device by its token, whole or in part, in the formats that people paste', () =>
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

  it('finds a UUID in the company’s case and in the other', () =>
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

  it('finds a delivery by its apns-id, and a message by Pushdesk’s ID and by the caller’s', () =>
    inRollback(async (db) => {
      const { find, root, notification, delivery } = await world(db)
      expect(await find(delivery.id.toUpperCase())).toMatchObject([
        { kind: 'delivery', href: `${root}/deliveries/${delivery.id}` },
      ])
      const href = `${root}/deliveries?notification=${notification.id}`
      expect(await find(notification.id)).toEqual([{ kind: 'notification', href, matched: 'notification ID' }])
      expect(await find(notification.externalId ?? '')).toEqual([{ kind: 'notification', href, matched: 'message ID' }])
    }))

  it('finds nothing of another company, and says what was searched', () =>
    inRollback(async (db) => {
      const { device, delivery, userId } = await world(db)
      const ctx = await signedIn(db, { role: 'support', companyIds: [(await makeCompany(db)).id] })
      await makeEnvironment(db, { appId: (await makeApp(db, { companyId: ctx.staff.companyIds[0] })).id })
      for (const text of [device.address, device.id, delivery.id, userId])
        expect(await lookUp(ctx, { text }), text).toMatchObject({
          groups: [],
          noMatch: { near: [], elsewhere: [] },
          hint: expect.stringContaining('your companies'),
        })
    }))

  it('never returns a whole token', () =>
    inRollback(async (db) => {
      const { device } = await world(db)
      const admin = await signedIn(db, { role: 'admin' })
      expect(JSON.stringify(await lookUp(admin, { text: device.address }))).not.toContain(device.address)
    }))

  it('finds any part of an ID, in any case and Unicode form, and treats no character as a pattern', () =>
    inRollback(async (db) => {
      const { find, root, environmentId } = await world(db)
      const mark = unique('').slice(-8)
      const userId = `Bank-É%_${mark}\\ž-9`
      const customer = await makeCustomer(db, { environmentId, userId })
      const href = `${root}/customers/${customer.id}`
      for (const part of [`é%_${mark}`, `E\u0301%_${mark}`, `_${mark}\\Ž`, `${mark}\\z\u030c-9`, mark])
        expect(await find(part), part).toContainEqual({ kind: 'customer', href, matched: 'part of the user ID' })
      expect(await find(`%${mark}`)).toEqual([])
      expect(await find(`_%${mark}`)).toEqual([])
    }))

  it('finds a conversation, and a message in another case', () =>
    inRollback(async (db) => {
      const { find, root, environmentId } = await world(db)
      const [conversationId, externalId] = [unique('conv/1'), unique('MSG')]
      const notification = await makeNotification(db, { environmentId, conversationId, externalId })
      expect(await find(conversationId)).toEqual([
        {
          kind: 'conversation',
          href: `${root}/deliveries?conversation=${encodeURIComponent(conversationId)}`,
          matched: 'conversation ID',
        },
      ])
      expect(await find(`message_id=${externalId.toUpperCase()}`)).toEqual(
        externalId === externalId.toUpperCase() ? expect.any(Array) : [],
      )
      expect(await find(`"messageId": "${externalId}"`)).toEqual([
        { kind: 'notification', href: `${root}/deliveries?notification=${notification.id}`, matched: 'message ID' },
      ])
    }))

  it('opens a page by its pasted URL, of any host, if the reader can access it and its subject exists', () =>
    inRollback(async (db) => {
      const { find, root, customer, device } = await world(db)
      const page = (path: string) => ({ kind: 'page', href: `${root}${path}`, matched: 'address of the page' })
      expect(await find(`https://push.example.com${root}/deliveries?state=failed`)).toEqual([
        page('/deliveries?state=failed'),
      ])
      expect((await find(`https://push.example.com${root}/customers/${customer.id}/why`))[0]).toEqual(
        page(`/customers/${customer.id}/why`),
      )
      expect(await find(`https://push.example.com/other/app/production/devices/${device.id}`)).toEqual([
        { kind: 'device', href: `${root}/devices/${device.id}`, matched: 'device ID' },
      ])
      expect(await find(`https://push.example.com${root}/devices/0192f3c4-0000-7abc-8def-0123456789ab`)).toEqual([])
      expect(await find('https://push.example.com/other/app/production/settings')).toEqual([])
    }))

  it('for an unknown ID, suggests the reasons, IDs that differ in one character, and other environments', () =>
    inRollback(async (db) => {
      const { environmentId, root } = await world(db)
      const ctx = await signedIn(db, { role: 'admin' })
      const elsewhere = await makeEnvironment(db, { name: 'sandbox' })
      const text = unique('maria')
      const swapped = `${text.slice(0, -2)}${text.at(-1)}${text.at(-2)}`
      const near = [`${text}1`, text.slice(1), `x${text.slice(1)}`, swapped === text ? `xx${text}` : swapped]
      for (const userId of near) await makeCustomer(db, { environmentId, userId })
      const far = await makeCustomer(db, { environmentId: elsewhere.id, userId: `${text}x-far` })
      const { groups, noMatch } = await lookUp(ctx, { text: `${text}x-far`, environmentId })
      expect(groups).toEqual([])
      expect(noMatch?.why).toMatchObject([{ path: `${root}/customers/why` }])
      expect(noMatch?.elsewhere).toMatchObject([{ id: far.id }])
      const misspelt = await lookUp(ctx, { text: `${text}~`, from: environmentId, environmentId })
      expect(misspelt.noMatch?.near.map(({ title }) => title)).toEqual([`${text}1`])
      await makeCustomer(db, { environmentId, userId: 'Jürgen Schmid' })
      const { noMatch: nearJuergen } = await lookUp(ctx, { text: 'jürgen-schmid', environmentId })
      expect(nearJuergen?.near.map(({ title }) => title)).toContain('Jürgen Schmid')
    }))

  it.each([
    '%',
    '_',
    '\\',
    '%%%',
    "'; drop table customers; --",
    '{',
    '<>',
    '[[[',
    '…',
    '*',
    'x'.repeat(20_000),
    '\ufffd',
  ])('handles %s safely', (text) =>
    inRollback(async (db) => {
      const { find } = await world(db)
      expect(Array.isArray(await find(text))).toBe(true)
    }),
  )
})
