import { expect, it } from 'vitest'
import { makeCustomer, makeDevice, makeEnvironment, makeNotification, unique } from '@/db/factories'
import { inRollback } from '@/db/testing'
import { signedIn } from '../testing/contexts'
import { resolveFilter } from './resolve-filter'

it('finds what is meant in each form that people paste, and an exact id before the same in another case', () =>
  inRollback(async (db) => {
    const { id: environmentId } = await makeEnvironment(db)
    const userId = unique('ada')
    const other = await makeCustomer(db, { environmentId, userId: userId.toUpperCase() })
    const customer = await makeCustomer(db, { environmentId, userId })
    const device = await makeDevice(db, { environmentId, customerId: customer.id })
    const notification = await makeNotification(db, { environmentId, externalId: unique('message') })
    const ctx = await signedIn(db, { role: 'admin' })
    const find = (text: string) => resolveFilter(ctx, { environmentId, text })
    expect(await find(userId)).toEqual({ customer: customer.id })
    expect(await find(`${userId.toUpperCase()},`)).toEqual({ customer: other.id })
    expect(await find(`<${device.address.toUpperCase().match(/.{8}/g)?.join(' ')}>`)).toEqual({ device: device.id })
    expect(await find(`"${notification.externalId}",`)).toEqual({ notification: notification.id })
    expect(await find(`<${notification.id}>`)).toEqual({ notification: notification.id })
    await expect(find(unique('nobody'))).rejects.toMatchObject({ reason: 'not-found' })
  }))
