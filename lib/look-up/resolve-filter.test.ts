import { expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeCustomer, makeDelivery, makeDevice, makeEnvironment, makeNotification, unique } from '@/db/factories'
import { placesOf } from '@/db/queries/look-up/places'
import { putRefusedCalls } from '@/db/queries/refused-calls'
import { inRollback } from '@/db/testing'
import { signedIn } from '@/lib/testing/contexts'
import { resolveFilter } from './resolve-filter'

it('resolves each format that people paste, and prefers an exact ID to one in another case', () =>
  inRollback(async (db) => {
    const { id: environmentId } = await makeEnvironment(db)
    const userId = unique('ada')
    const other = await makeCustomer(db, { environmentId, userId: userId.toUpperCase() })
    const customer = await makeCustomer(db, { environmentId, userId })
    const device = await makeDevice(db, { environmentId, customerId: customer.id })
    const notification = await makeNotification(db, { environmentId, externalId: unique('message') })
    const ctx = await signedIn(db, { role: 'admin' })
    const find = async (text: string) => (await resolveFilter(ctx, { environmentId, text })).filter
    expect(await find(userId)).toEqual({ customer: customer.id })
    expect(await find(`${userId.toUpperCase()},`)).toEqual({ customer: other.id })
    expect(await find(`<${device.address.toUpperCase().match(/.{8}/g)?.join(' ')}>`)).toEqual({ device: device.id })
    expect(await find(`"${notification.externalId}",`)).toEqual({ notification: notification.id })
    expect(await find(`<${notification.id}>`)).toEqual({ notification: notification.id })
  }))

it('finds a delivery by its apns-id, and a conversation by its ID, whatever their labels', () =>
  inRollback(async (db) => {
    const { id: environmentId } = await makeEnvironment(db)
    const conversationId = unique('conversation/ä')
    const notification = await makeNotification(db, { environmentId, conversationId })
    const delivery = await makeDelivery(db, { environmentId, notificationId: notification.id })
    const ctx = await signedIn(db, { role: 'admin' })
    const find = async (text: string) => (await resolveFilter(ctx, { environmentId, text })).filter
    expect(await find(`apns-id: ${delivery.id.toUpperCase()}`)).toEqual({ notification: notification.id })
    expect(await find(`"conversationId": "${conversationId}",`)).toEqual({ conversation: conversationId })
    expect(await find(`https://a.example/x/y/production/deliveries/${delivery.id}`)).toEqual({
      notification: notification.id,
    })
  }))

it('offers choices for a partial ID, and suggestions for an unknown one', () =>
  inRollback(async (db) => {
    const { id: environmentId } = await makeEnvironment(db)
    const start = unique('ada')
    const ids = [`${start}-1`, `${start}-2`]
    const made = []
    for (const userId of ids) made.push(await makeCustomer(db, { environmentId, userId }))
    const ctx = await signedIn(db, { role: 'admin' })
    const found = await resolveFilter(ctx, { environmentId, text: start })
    expect(found.filter).toBeNull()
    expect(found.choices).toEqual(
      made.map(({ id }, index) => ({
        title: ids[index],
        detail: 'Customer',
        matched: 'start of the user ID',
        filter: { customer: id },
      })),
    )
    const { noMatch, choices } = await resolveFilter(ctx, { environmentId, text: `${start}_1` })
    expect(choices).toEqual([])
    expect(noMatch).toMatchObject({
      name: `${start}_1`,
      near: [{ title: `${start}-1` }],
      why: [{ path: expect.stringMatching(/customers\/why$/) }],
    })
  }))

it('finds a message by part of its ID, and the customer of a refused call by part of its request ID', () =>
  inRollback(async (db) => {
    const { id: environmentId } = await makeEnvironment(db)
    const [part, request] = [unique('Order').slice(0, 14), unique('req')]
    const first = await makeNotification(db, { environmentId, externalId: `${part}-1-live` })
    const ctx = await signedIn(db, { role: 'support', companyIds: [await companyOf(db, environmentId)] })
    const find = (text: string) => resolveFilter(ctx, { environmentId, text })
    expect((await find(part.toLowerCase())).filter).toEqual({ notification: first.id })
    const second = await makeNotification(db, { environmentId, externalId: `x-${part}-2` })
    expect((await find(part)).choices).toMatchObject([
      { matched: 'part of the message ID, among the newest 5,000', filter: { notification: second.id } },
      { filter: { notification: first.id } },
    ])
    const customer = await makeCustomer(db, { environmentId })
    const refused = { call: 'POST /api/v1/messages', keyKind: 'secret' as const, status: 400, code: 'invalid' }
    const lastAt = new Date()
    await putRefusedCalls(db, {
      rows: [
        {
          ...{ environmentId, customer: customer.userId ?? '', namedAs: 'user', lastAt, ...refused },
          ...{ field: 'title', detail: 'Too long.', requestId: `${request}-0001` },
        },
      ],
    })
    expect((await find(request)).filter).toEqual({ customer: customer.id })
    const other = await makeEnvironment(db)
    expect(
      (await resolveFilter(await signedIn(db, { role: 'admin' }), { environmentId: other.id, text: part })).filter,
    ).toBeNull()
    expect((await find('%%%%')).choices).toEqual([])
  }))

async function companyOf(db: Db, environmentId: string) {
  const place = (await placesOf(db, { companyIds: 'all' })).find((one) => one.environmentId === environmentId)
  const company = await db.query.companies.findFirst({
    where: ({ slug }, { eq }) => eq(slug, place?.companySlug ?? ''),
  })
  return company?.id ?? ''
}
