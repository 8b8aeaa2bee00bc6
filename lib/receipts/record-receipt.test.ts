import { expect, it } from 'vitest'
import { deviceTokenHex, makeCustomer, makeDelivery, makeDevice } from '@/db/factories'
import { findDeliveryRow } from '@/db/queries/deliveries/notifications'
import { inRollback } from '@/db/testing'
import { machineContext } from '@/lib/testing/machine'
import { recordReceipt } from './record-receipt'

it('marks the delivery once, and an opened one also as received', () =>
  inRollback(async (db) => {
    const ctx = await machineContext(db, { kind: 'publishable' })
    const environmentId = ctx.environment.id
    const delivery = await makeDelivery(db, { environmentId })
    const receipt = { notificationId: delivery.notificationId, deviceToken: delivery.address, kind: 'opened' } as const
    await recordReceipt(ctx, receipt)
    const first = await findDeliveryRow(db, { environmentId, id: delivery.id })
    expect(first).toMatchObject({ receivedAt: expect.any(Date), openedAt: expect.any(Date) })
    await recordReceipt(ctx, receipt)
    await recordReceipt(ctx, { ...receipt, kind: 'received' })
    expect(await findDeliveryRow(db, { environmentId, id: delivery.id })).toEqual(first)
  }))

it('finds no notification of another environment', () =>
  inRollback(async (db) => {
    const ctx = await machineContext(db, { kind: 'publishable' })
    const { environment } = await machineContext(db)
    const { notificationId, address } = await makeDelivery(db, { environmentId: environment.id })
    await expect(recordReceipt(ctx, { notificationId, deviceToken: address, kind: 'received' })).rejects.toMatchObject({
      reason: 'not-found',
    })
  }))

it('accepts a restored phone’s receipt under its new token for the customer’s delivery', () =>
  inRollback(async (db) => {
    const ctx = await machineContext(db, { kind: 'publishable' })
    const environmentId = ctx.environment.id
    const customer = await makeCustomer(db, { environmentId })
    const device = await makeDevice(db, { environmentId, customerId: customer.id })
    const delivery = await makeDelivery(db, {
      environmentId,
      customerId: customer.id,
      deviceId: device.id,
      address: device.address,
    })
    const restored = await makeDevice(db, { environmentId, customerId: customer.id })
    const receipt = { notificationId: delivery.notificationId, deviceToken: restored.address, kind: 'opened' } as const
    await recordReceipt(ctx, receipt)
    const first = await findDeliveryRow(db, { environmentId, id: delivery.id })
    expect(first).toMatchObject({ receivedAt: expect.any(Date), openedAt: expect.any(Date) })
    await recordReceipt(ctx, receipt)
    expect(await findDeliveryRow(db, { environmentId, id: delivery.id })).toEqual(first)
  }))

it('rejects a receipt for another customer’s delivery or from an unregistered address', () =>
  inRollback(async (db) => {
    const ctx = await machineContext(db, { kind: 'publishable' })
    const environmentId = ctx.environment.id
    const { notificationId } = await makeDelivery(db, { environmentId })
    const stranger = await makeDevice(db, { environmentId })
    for (const deviceToken of [stranger.address, deviceTokenHex()])
      await expect(recordReceipt(ctx, { notificationId, deviceToken, kind: 'received' })).rejects.toMatchObject({
        reason: 'not-found',
      })
  }))
