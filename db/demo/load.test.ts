import { expect, it } from 'vitest'
import { makeApp, makeCompany, makeEnvironment } from '@/db/factories'
import { customers, deviceStatusReasons, devices } from '@/db/schema/customers'
import { deliveries } from '@/db/schema/notifications'
import { inRollback } from '@/db/testing'
import { loadLife } from './load'

const prompts = { platform: {}, company: [{ content: {}, comment: 'First', daysAgo: 3, share: 1 }] }

it('creates devices and deliveries in every state of the product', () =>
  inRollback(async (db) => {
    const company = await makeCompany(db, { slug: 'northwind-bank' })
    const app = await makeApp(db, { companyId: company.id })
    const { id } = await makeEnvironment(db, { appId: app.id, name: 'production' })
    const place = { id, name: 'production', appId: app.id, companyId: company.id } as const
    const places = [{ ...place, companySlug: company.slug, bundleId: app.bundleId }]
    await loadLife(db, { places, author: undefined, prompts, now: new Date() })
    expect(await db.$count(customers)).toBeGreaterThan(120)
    expect(await db.$count(devices)).toBeGreaterThan(180)
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
