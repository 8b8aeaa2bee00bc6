import { expect, it } from 'vitest'
import { makeCustomer, makeDelivery, makeDevice, makeEnvironment } from '@/db/factories'
import { inRollback } from '@/db/testing'
import { signedIn } from '@/lib/testing/contexts'
import { countOthersWithCause } from './count-others'

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000)

it('counts the other customers with the same end, each once, and says since when', () =>
  inRollback(async (db) => {
    const ctx = await signedIn(db, { role: 'admin' })
    const { id: environmentId } = await makeEnvironment(db)
    const [one, second, third, old] = await Promise.all([1, 2, 3, 4].map(() => makeCustomer(db, { environmentId })))
    const ended = (customer: typeof one, createdAt: Date, given: object = {}) =>
      makeDelivery(db, {
        environmentId,
        customerId: customer?.id,
        state: 'failed',
        reason: 'Unregistered',
        createdAt,
        endedAt: createdAt,
        ...given,
      })
    const mine = await ended(one, hoursAgo(1))
    await ended(second, hoursAgo(2))
    await ended(second, hoursAgo(3))
    await ended(third, hoursAgo(4))
    await ended(old, hoursAgo(30))
    await ended(old, hoursAgo(0.5), { state: 'accepted', reason: null })
    const asked = { environmentId, customerId: one?.id ?? '', cause: 'unregistered', deliveryId: mine.id }
    const { same, reached } = await countOthersWithCause(ctx, asked)
    expect(same).toMatchObject({ of: 'delivery', customers: 2, isMore: false, firstAt: hoursAgoNear(4) })
    expect(reached).toMatchObject({ customers: 1, isMore: false })
  }))

it('counts other customers whose device is in the same state', () =>
  inRollback(async (db) => {
    const ctx = await signedIn(db, { role: 'admin' })
    const { id: environmentId } = await makeEnvironment(db)
    const device = await makeDevice(db, { environmentId, permission: 'denied' })
    await makeDevice(db, { environmentId, permission: 'denied' })
    await makeDevice(db, { environmentId, permission: 'authorized' })
    const { customerId, id: deviceId } = device
    const asked = { environmentId, customerId, cause: 'permission_denied', deviceId }
    expect((await countOthersWithCause(ctx, asked)).same).toMatchObject({ of: 'device', customers: 1 })
  }))

const hoursAgoNear = (hours: number) => expect.toSatisfy((at: Date) => Math.abs(+at - +hoursAgo(hours)) < 60_000)
