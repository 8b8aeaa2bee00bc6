import { expect, it } from 'vitest'
import { customers, deviceStatusReasons, devices } from '../schema/customers'
import { deliveries } from '../schema/notifications'
import { inRollback } from '../testing'
import { loadDemo } from './load'

const secrets = {
  passwordHash: 'unused',
  identitySecret: () => 'unused',
  keys: () => [],
  endpoint: { url: 'http://127.0.0.1:9000/', signingSecret: () => 'unused' },
}
const prompts = { platform: {}, company: [{ content: {}, comment: 'First', daysAgo: 3, share: 1 }] }

it('shows devices and deliveries in every state that the product knows', () =>
  inRollback(async (db) => {
    await loadDemo(db, { secrets, prompts, now: new Date() })
    expect(await db.$count(customers)).toBeGreaterThan(180)
    expect(await db.$count(devices)).toBeGreaterThan(250)
    const known = await db.selectDistinct({ reason: devices.statusReason }).from(devices)
    expect(known.map((row) => row.reason)).toEqual(
      expect.arrayContaining(deviceStatusReasons.filter((reason) => reason !== 'enabled_by_staff')),
    )
    const ended = await db.selectDistinct({ state: deliveries.state, reason: deliveries.reason }).from(deliveries)
    for (const reason of ['chat_connected', 'app_active', 'permission_denied', 'device_disabled', 'message_expired'])
      expect(ended).toContainEqual({ state: 'suppressed', reason })
    for (const reason of ['BadDeviceToken', 'Unregistered', 'DeviceTokenNotForTopic'])
      expect(ended).toContainEqual({ state: 'failed', reason })
    expect(ended.map((row) => row.state)).toEqual(expect.arrayContaining(['accepted', 'expired']))
  }))
