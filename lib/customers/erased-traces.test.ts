import { expect, it } from 'vitest'
import { makeDelivery, makeNotification, unique } from '@/db/factories'
import { tablesWith } from '@/db/find-text'
import { inRollback } from '@/db/testing'
import { registerDevice } from '@/lib/devices/register-device'
import { acceptMessage } from '@/lib/notifications/accept-message'
import { eraseCustomer } from './erase-customer'
import { leaveTraces, person, tracesOf } from './testing/traces'

it('nothing of an erased customer remains in any table', () =>
  inRollback(async (db) => {
    const ada = person()
    const { sk } = await leaveTraces(db, ada)
    for (const [what, tables] of Object.entries(await tracesOf(db, ada)))
      expect({ what, tables }).not.toEqual({ what, tables: [] })
    await eraseCustomer(sk, { id: ada.userId })
    expect(await tracesOf(db, ada)).toEqual(Object.fromEntries(Object.keys(ada).map((what) => [what, []])))
  }))

it('notifications to other customers stay unchanged', () =>
  inRollback(async (db) => {
    const [ada, ben] = [person(), person()]
    const { sk, environmentId } = await leaveTraces(db, ada)
    await registerDevice(sk, { deviceToken: ben.deviceToken, user: { id: ben.userId }, permission: 'authorized' })
    const { title, body, conversationId } = ben
    await acceptMessage(sk, {
      ...{ id: unique('message'), type: 'live', conversationId, user: { id: ben.userId }, title, body },
    })
    const notification = await makeNotification(db, { environmentId, title: unique('nobody') })
    const { address } = await makeDelivery(db, { environmentId, notificationId: notification.id })
    const kept = [ben.userId, ben.deviceToken, title, body, conversationId, notification.title ?? '', address]
    const before = await Promise.all(kept.map((text) => tablesWith(db, text)))
    await eraseCustomer(sk, { id: ada.userId })
    expect(await Promise.all(kept.map((text) => tablesWith(db, text)))).toEqual(before)
    expect(before).not.toContainEqual([])
  }))
