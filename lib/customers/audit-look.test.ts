import { expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeCustomer, makeDelivery, makeDevice, makeEnvironment, makeNotification } from '@/db/factories'
import { entriesAbout } from '@/db/queries/staff/audit'
import { inRollback } from '@/db/testing'
import type { StaffContext } from '@/lib/context'
import { findDelivery } from '@/lib/deliveries/log/find-delivery'
import { listDeliveries } from '@/lib/deliveries/log/list-deliveries'
import { showDevice } from '@/lib/devices/show-device'
import { showDeviceTimeline } from '@/lib/devices/show-device-timeline'
import { diagnose } from '@/lib/diagnosis/diagnose'
import { signedIn } from '@/lib/testing/contexts'
import { listCustomerNotifications } from './list-customer-notifications'
import { showCustomer } from './show-customer'

it('the audit log records who looked at a customer, once an hour per person', () =>
  inRollback(async (db) => {
    const { id: environmentId } = await makeEnvironment(db)
    const { id: customerId, userId } = await makeCustomer(db, { environmentId })
    const [ann, ben] = [await signedIn(db, { role: 'admin' }), await signedIn(db, { role: 'admin' })]
    await showCustomer(ann, { environmentId, customerId })
    await showCustomer(ann, { environmentId, customerId })
    await diagnose(ann, { environmentId, customer: userId ?? '' })
    await diagnose(ben, { environmentId, customer: userId ?? '' })
    const entries = await entriesAbout(db, { subjectKind: 'customer', subjectId: customerId })
    expect(entries.map(({ action, actorId }) => [action, actorId]).sort()).toEqual(
      [ann, ben].map(({ staff }) => ['customer.look_up', staff.id]).sort(),
    )
    expect(JSON.stringify(entries)).not.toContain(userId)
  }))

async function makeTold(db: Db) {
  const { id: environmentId } = await makeEnvironment(db)
  const { id: customerId, userId } = await makeCustomer(db, { environmentId })
  const { id: deviceId } = await makeDevice(db, { environmentId, customerId })
  const { id: notificationId } = await makeNotification(db, { environmentId, customerId })
  const { id: deliveryId } = await makeDelivery(db, { environmentId, notificationId, customerId, deviceId })
  return { environmentId, customerId, user: userId ?? '', deviceId, deliveryId }
}
type Told = Awaited<ReturnType<typeof makeTold>>

const looks: [name: string, look: (ctx: StaffContext, told: Told) => Promise<unknown>][] = [
  [
    'notifications',
    (ctx, { environmentId, customerId }) => listCustomerNotifications(ctx, { environmentId, customerId }),
  ],
  ['delivery', (ctx, { environmentId, deliveryId }) => findDelivery(ctx, { environmentId, deliveryId })],
  ['device', (ctx, { environmentId, deviceId }) => showDevice(ctx, { environmentId, deviceId })],
  ['device’s timeline', (ctx, { environmentId, deviceId }) => showDeviceTimeline(ctx, { environmentId, deviceId })],
  [
    'deliveries by ID',
    (ctx, { environmentId, customerId }) => listDeliveries(ctx, { environmentId, filters: { customerId } }),
  ],
  ['deliveries by name', (ctx, { environmentId, user }) => listDeliveries(ctx, { environmentId, filters: { user } })],
]

it.each(looks)('viewing a customer’s %s is recorded once an hour', (_, look) =>
  inRollback(async (db) => {
    const told = await makeTold(db)
    const ctx = await signedIn(db, { role: 'admin' })
    await look(ctx, told)
    await look(ctx, told)
    const entries = await entriesAbout(db, { subjectKind: 'customer', subjectId: told.customerId })
    expect(entries.map(({ action, actorId }) => [action, actorId])).toEqual([['customer.look_up', ctx.staff.id]])
  }),
)
