import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeCustomer, makeDevice } from '@/db/factories'
import { inRollback } from '@/db/testing'
import { acceptMessage } from '@/lib/notifications/accept-message'
import { withKey } from '@/lib/testing/contexts'
import { machineContext } from '@/lib/testing/machine'
import { setPresence } from './set-presence'

describe('setPresence', () => {
  it('suppresses pushes to every device while the chat is open on one', () =>
    inRollback(async (db) => {
      const { pk, user, token, send } = await customerWithTwoDevices(db)
      await setPresence(pk, { user, deviceToken: token, chat: 'connected' })
      expect(await send()).toEqual(['chat_connected', 'chat_connected'])
      await setPresence(pk, { user, deviceToken: token, chat: 'disconnected' })
      expect(await send()).toEqual([null, null])
    }))

  it('suppresses pushes only to the device whose app is active', () =>
    inRollback(async (db) => {
      const { pk, user, token, send } = await customerWithTwoDevices(db)
      await setPresence(pk, { user, deviceToken: token, app: 'active' })
      expect(await send()).toEqual(['app_active', null])
    }))

  it('applies to all devices if it names none, until one device reports its own', () =>
    inRollback(async (db) => {
      const { pk, user, token, send } = await customerWithTwoDevices(db)
      await setPresence(pk, { user, app: 'active' })
      expect(await send()).toEqual(['app_active', 'app_active'])
      await setPresence(pk, { user, deviceToken: token, app: 'background' })
      expect(await send()).toEqual([null, null])
    }))

  it('keeps the values that a report omits', () =>
    inRollback(async (db) => {
      const { pk, user } = await customerWithTwoDevices(db)
      await setPresence(pk, { user, app: 'active' })
      expect(await setPresence(pk, { user, chat: 'connected' })).toMatchObject({ app: 'active', chat: 'connected' })
    }))
})

async function customerWithTwoDevices(db: Db) {
  const sk = await machineContext(db)
  const environmentId = sk.environment.id
  const pk = await withKey(db, { environmentId, kind: 'publishable' })
  const customer = await makeCustomer(db, { environmentId })
  const user = { id: customer.userId ?? '' }
  const device = await makeDevice(db, { environmentId, customerId: customer.id, createdAt: new Date(0) })
  await makeDevice(db, { environmentId, customerId: customer.id })
  let count = 0
  async function send() {
    const message = {
      id: `${user.id}-${count++}`,
      type: 'live',
      conversationId: 'c',
      title: 'Bank',
      body: 'Hello',
    } as const
    const { deliveries } = await acceptMessage(sk, { ...message, user })
    return deliveries.map(({ reason }) => reason)
  }
  return { pk, user, token: device.address, send }
}
