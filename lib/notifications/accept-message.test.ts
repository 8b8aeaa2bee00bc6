import { describe, expect, it } from 'vitest'
import { makeCustomer, makeDevice, unique } from '@/db/factories'
import { queuedAmong } from '@/db/queries/sending/due-deliveries'
import { inRollback } from '@/db/testing'
import { machineContext } from '@/lib/testing/machine'
import { acceptMessage, acceptMessages } from './accept-message'
import type { Message } from './inputs'

const message = (given: Partial<Message> = {}): Message => ({
  id: unique('message'),
  type: 'live',
  conversationId: 'conversation-1',
  user: { id: unique('user') },
  title: 'Northwind Bank',
  body: 'Your card is on its way.',
  ...given,
})

describe('acceptMessage', () => {
  it('writes one queued delivery for each device of the customer', () =>
    inRollback(async (db) => {
      const ctx = await machineContext(db)
      const environmentId = ctx.environment.id
      const customer = await makeCustomer(db, { environmentId })
      const token = await makeDevice(db, { environmentId, customerId: customer.id })
      const uuid = await makeDevice(db, { environmentId, customerId: customer.id, kind: 'uuid', address: unique('u') })
      const { notification, deliveries, isRepeat } = await acceptMessage(
        ctx,
        message({ user: { id: customer.userId ?? '' }, unread: 3 }),
      )
      expect(isRepeat).toBe(false)
      expect(notification.payload).toEqual({
        aps: {
          alert: { title: 'Northwind Bank', body: 'Your card is on its way.' },
          sound: 'default',
          badge: 3,
          'thread-id': 'conversation-1',
        },
        pushdesk: { v: 1, notificationId: notification.id, type: 'live', conversationId: 'conversation-1' },
      })
      expect(deliveries.map(({ deviceId, transport, state }) => ({ deviceId, transport, state }))).toEqual([
        { deviceId: token.id, transport: 'apns', state: 'queued' },
        { deviceId: uuid.id, transport: 'company_api', state: 'queued' },
      ])
      expect(await queuedAmong(db, { ids: deliveries.map(({ id }) => id) })).toHaveLength(2)
    }))

  it('stores a notification for a customer without devices, and the customer', () =>
    inRollback(async (db) => {
      const ctx = await machineContext(db)
      const { notification, deliveries } = await acceptMessage(ctx, message())
      expect(deliveries).toEqual([])
      expect(notification.customerId).not.toBeNull()
    }))

  it('returns the same notification for a repeat', () =>
    inRollback(async (db) => {
      const ctx = await machineContext(db)
      const device = await makeDevice(db, { environmentId: ctx.environment.id })
      const { user } = message({ user: { anonymousId: unique('anonymous') } })
      const same = message({ user })
      const first = await acceptMessage(ctx, same)
      const second = await acceptMessage(ctx, { ...same })
      expect(second).toEqual({ ...first, isRepeat: true })
      expect(device.id).toBeDefined()
    }))

  it('rejects an ID that was used for a different message', () =>
    inRollback(async (db) => {
      const ctx = await machineContext(db)
      const first = message()
      await acceptMessage(ctx, first)
      await expect(acceptMessage(ctx, { ...first, body: 'Something else.' })).rejects.toMatchObject({
        reason: 'conflict',
        code: 'id_reused',
      })
    }))

  it('rejects a message that APNs would reject, and writes nothing', () =>
    inRollback(async (db) => {
      const ctx = await machineContext(db)
      const blank = message({ title: ' ', body: ' ' })
      await expect(acceptMessage(ctx, blank)).rejects.toMatchObject({ reason: 'invalid' })
      expect((await acceptMessage(ctx, { ...blank, body: 'Short.' })).isRepeat).toBe(false)
    }))

  it.each([
    ['device_disabled', { status: 'disabled', statusReason: 'deregistered' }],
    ['permission_denied', { permission: 'denied' }],
  ] as const)('suppresses with %s', (reason, given) =>
    inRollback(async (db) => {
      const ctx = await machineContext(db)
      const environmentId = ctx.environment.id
      const customer = await makeCustomer(db, { environmentId })
      await makeDevice(db, { environmentId, customerId: customer.id, ...given })
      const { deliveries } = await acceptMessage(ctx, message({ user: { id: customer.userId ?? '' } }))
      expect(deliveries).toMatchObject([{ state: 'suppressed', reason, endedAt: expect.any(Date) }])
      expect(await queuedAmong(db, { ids: deliveries.map(({ id }) => id) })).toEqual([])
    }),
  )

  it('suppresses a message that expired before it arrived', () =>
    inRollback(async (db) => {
      const ctx = await machineContext(db)
      const environmentId = ctx.environment.id
      const customer = await makeCustomer(db, { environmentId })
      await makeDevice(db, { environmentId, customerId: customer.id })
      const expiresAt = new Date(Date.now() - 1000)
      const { deliveries } = await acceptMessage(ctx, message({ user: { id: customer.userId ?? '' }, expiresAt }))
      expect(deliveries).toMatchObject([{ state: 'suppressed', reason: 'message_expired' }])
    }))
})

describe('acceptMessages', () => {
  it('names the rejected message, and accepts none', () =>
    inRollback(async (db) => {
      const ctx = await machineContext(db)
      const good = message()
      const bad = message({ title: ' ', body: ' ' })
      const refused = acceptMessages(ctx, { messages: [good, bad] })
      await expect(refused).rejects.toMatchObject({ fields: { 'messages.1.body': [expect.any(String)] } })
      expect((await acceptMessage(ctx, good)).isRepeat).toBe(false)
    }))

  it('names every rejected message', () =>
    inRollback(async (db) => {
      const ctx = await machineContext(db)
      const known = message()
      await acceptMessage(ctx, known)
      const blank = message({ title: ' ', body: ' ' })
      const messages = [blank, message(), { ...known, body: 'Something else.' }, { ...blank, id: unique('message') }]
      await expect(acceptMessages(ctx, { messages })).rejects.toMatchObject({
        reason: 'invalid',
        fields: {
          'messages.0.body': [expect.any(String)],
          'messages.2': [expect.stringContaining('already used')],
          'messages.3.body': [expect.any(String)],
        },
      })
    }))

  it('creates one notification for the same message twice in one batch', () =>
    inRollback(async (db) => {
      const ctx = await machineContext(db)
      const one = message()
      const [first, second] = await acceptMessages(ctx, { messages: [one, one] })
      expect(second?.notification.id).toBe(first?.notification.id)
      expect(second?.isRepeat).toBe(true)
    }))
})
