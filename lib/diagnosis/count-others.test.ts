import { expect, it } from 'vitest'
import { makeCustomer, makeDelivery, makeDevice, makeEnvironment } from '@/db/factories'
import { putRefusedCalls } from '@/db/queries/refused-calls'
import { inRollback } from '@/db/testing'
import { signedIn } from '@/lib/testing/contexts'
import { countOthersWithCause } from './count-others'

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000)

it('counts other customers with the same end once each, and says since when', () =>
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
    const asked = { environmentId, customer: one?.id ?? '', cause: 'unregistered', deliveryId: mine.id }
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
    const asked = { environmentId, customer: customerId, cause: 'permission_denied', deviceId }
    expect((await countOthersWithCause(ctx, asked)).same).toMatchObject({ of: 'device', customers: 1 })
  }))

it('counts other customers whose call was rejected with the same code, even for an unknown customer', () =>
  inRollback(async (db) => {
    const ctx = await signedIn(db, { role: 'admin' })
    const { id: environmentId } = await makeEnvironment(db)
    const refused = (customer: string, hours: number, given: object = {}) => ({
      ...{ environmentId, customer, namedAs: 'user' as const, call: 'PUT /api/v1/devices', keyKind: null, status: 401 },
      ...{
        code: 'identity_token_invalid',
        field: '',
        detail: 'Why.',
        requestId: 'r',
        lastAt: hoursAgo(hours),
        ...given,
      },
    })
    const rows = [
      ...[refused('maria', 1), refused('ben', 2), refused('eva', 3), refused('old', 30)],
      ...[
        refused('tom', 1, { code: 'invalid', field: 'permission' }),
        refused('tim', 1, { call: 'POST /api/v1/push' }),
      ],
    ]
    await putRefusedCalls(db, { rows })
    const asked = { environmentId, customer: 'maria', cause: 'registration_unauthorized' }
    const { same } = await countOthersWithCause(ctx, asked)
    expect(same).toMatchObject({
      of: 'refusal',
      reason: 'identity_token_invalid',
      customers: 2,
      firstAt: hoursAgoNear(3),
    })
    expect((await countOthersWithCause(ctx, { ...asked, cause: 'no_message' })).same).toBeNull()
  }))

const hoursAgoNear = (hours: number) => expect.toSatisfy((at: Date) => Math.abs(+at - +hoursAgo(hours)) < 60_000)
