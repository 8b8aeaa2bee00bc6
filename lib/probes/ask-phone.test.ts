import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeCompanyEndpoint, makeDevice, makeEnvironment, makePresence, makeProbe } from '@/db/factories'
import { findDeliveryRow, findNotificationRow } from '@/db/queries/deliveries/notifications'
import { entriesAbout } from '@/db/queries/staff/audit'
import type { devices } from '@/db/schema/customers'
import { inRollback } from '@/db/testing'
import type { StaffContext } from '@/lib/context'
import { signedIn } from '@/lib/testing/contexts'
import { refusesWhoMayNot } from '@/lib/testing/guarded'
import { askPhone } from './ask-phone'
import { listProbes } from './list-probes'

async function phone(
  db: Db,
  given: Partial<typeof devices.$inferInsert> = {},
  environment: Parameters<typeof makeEnvironment>[1] = {},
) {
  const { id: environmentId } = await makeEnvironment(db, environment)
  const device = await makeDevice(db, { environmentId, ...given })
  return { ctx: await signedIn(db, { role: 'admin' }), device, at: { environmentId, deviceId: device.id } }
}

async function sent(db: Db, ctx: StaffContext, at: { environmentId: string; deviceId: string }) {
  const [probe] = (await listProbes(ctx, at)).probes
  const delivery = probe && (await findDeliveryRow(db, { ...at, id: probe.delivery.id }))
  const notification = delivery && (await findNotificationRow(db, { ...at, id: delivery.notificationId }))
  return { delivery, notification }
}

describe('askPhone', () => {
  it('sends an invisible background push that APNs never stores, with its own type', () =>
    inRollback(async (db) => {
      const { ctx, at } = await phone(db)
      const { probeId, asksLeft } = await askPhone(ctx, at)
      const { delivery, notification } = await sent(db, ctx, at)
      expect(asksLeft).toBe(2)
      expect(delivery).toMatchObject({ type: 'probe', state: 'queued' })
      expect(notification).toMatchObject({
        title: null,
        body: null,
        payload: {
          aps: { 'content-available': 1 },
          pushdesk: { v: 1, type: 'probe', probeId, notificationId: notification?.id },
        },
        headers: {
          'apns-push-type': 'background',
          'apns-priority': '5',
          'apns-expiration': '0',
          'apns-collapse-id': `probe-${probeId}`,
        },
      })
    }))

  it('records an audit entry without the token', () =>
    inRollback(async (db) => {
      const { ctx, at, device } = await phone(db)
      const { probeId } = await askPhone(ctx, at)
      const [entry] = await entriesAbout(db, { subjectKind: 'device', subjectId: device.id })
      expect(entry).toMatchObject({ action: 'device.ask', actorId: ctx.staff.id, after: { probeId } })
      expect(JSON.stringify(entry)).not.toContain(device.address)
    }))

  it('asks even if notifications are denied and the app is open', () =>
    inRollback(async (db) => {
      const { ctx, at, device } = await phone(db, { permission: 'denied' })
      await makePresence(db, { ...at, customerId: device.customerId, app: 'active', chat: 'connected' })
      await askPhone(ctx, at)
      expect((await sent(db, ctx, at)).delivery?.state).toBe('queued')
    }))

  it('allows three questions an hour, and then says when the next one is possible', () =>
    inRollback(async (db) => {
      const { ctx, at } = await phone(db)
      for (const left of [2, 1, 0]) expect((await askPhone(ctx, at)).asksLeft).toBe(left)
      await expect(askPhone(ctx, at)).rejects.toMatchObject({
        reason: 'too-many',
        message: expect.stringMatching(/asked 3 times within an hour.*Ask again in (1 hour|59 minutes)\./),
      })
      expect(await listProbes(ctx, at)).toMatchObject({ asksLeft: 0, nextAskAt: expect.any(String) })
      const other = await phone(db)
      const anHourAgo = new Date(Date.now() - 3_600_001)
      for (let asked = 0; asked < 3; asked++)
        await makeProbe(db, { ...other.at, customerId: other.device.customerId, createdAt: anHourAgo })
      expect(await listProbes(other.ctx, other.at)).toMatchObject({ asksLeft: 3, nextAskAt: null })
      expect((await askPhone(other.ctx, other.at)).asksLeft).toBe(2)
    }))

  it('refuses a disabled device, and a device whose environment is on hold', () =>
    inRollback(async (db) => {
      const off = await phone(db, { status: 'disabled', statusReason: 'unregistered' })
      await expect(askPhone(off.ctx, off.at)).rejects.toMatchObject({ reason: 'conflict', code: 'device_disabled' })
      const held = await phone(db, {}, { blockedReason: 'InvalidProviderToken', blockedAt: new Date() })
      await expect(askPhone(held.ctx, held.at)).rejects.toMatchObject({ code: 'environment_on_hold' })
      expect(await listProbes(held.ctx, held.at)).toMatchObject({
        asksLeft: 0,
        refusal: expect.stringContaining('APNs'),
      })
    }))

  it('refuses if the environment sends to Apple and has no key', () =>
    inRollback(async (db) => {
      const { ctx, at } = await phone(db, {}, { apnsServer: 'apple' })
      await expect(askPhone(ctx, at)).rejects.toMatchObject({ code: 'no_apns_key' })
    }))

  it('asks a UUID only through a company API that can forward the question', () =>
    inRollback(async (db) => {
      const { ctx, at } = await phone(db, { kind: 'uuid', address: 'phone-17' })
      await expect(askPhone(ctx, at)).rejects.toMatchObject({ code: 'no_company_api' })
      await makeCompanyEndpoint(db, {
        environmentId: at.environmentId,
        bodyTemplate: '{"to":"{{uuid}}","t":"{{title}}"}',
      })
      await expect(askPhone(ctx, at)).rejects.toMatchObject({ code: 'company_api_cannot_ask' })
      const other = await phone(db, { kind: 'uuid', address: 'phone-18' })
      await makeCompanyEndpoint(db, { environmentId: other.at.environmentId })
      await askPhone(other.ctx, other.at)
      expect((await sent(db, other.ctx, other.at)).delivery?.transport).toBe('company_api')
      expect((await listProbes(ctx, at)).probes).toEqual([])
    }))

  refusesWhoMayNot(askPhone, { lesser: 'viewer' })
})

describe('listProbes', () => {
  refusesWhoMayNot(listProbes)
})
