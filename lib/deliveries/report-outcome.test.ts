import { register } from 'prom-client'
import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeCustomer, makeDelivery, makeDevice } from '@/db/factories'
import { makeAttemptCount } from '@/db/incident-factories'
import { findDeliveryRow } from '@/db/queries/deliveries/notifications'
import { findDevice } from '@/db/queries/devices/devices'
import { inRollback } from '@/db/testing'
import { showTraffic } from '@/lib/health/show-traffic'
import { signedIn } from '@/lib/testing/contexts'
import { machineContext } from '@/lib/testing/machine'
import { ReportedOutcome, reportOutcome } from './report-outcome'

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000)

/** Makes a delivery that the company's API accepted with a 2xx, three minutes ago. */
async function handedOver(db: Db, given: Partial<Parameters<typeof makeDelivery>[1]> = {}) {
  const ctx = await machineContext(db, { kind: 'secret' })
  const environmentId = ctx.environment.id
  const customer = await makeCustomer(db, { environmentId })
  const device = await makeDevice(db, {
    environmentId,
    customerId: customer.id,
    registeredAt: minutesAgo(60),
  })
  const { id } = await makeDelivery(db, {
    environmentId,
    customerId: customer.id,
    deviceId: device.id,
    address: device.address,
    transport: 'company_api',
    state: 'accepted',
    attemptCount: 1,
    endedAt: minutesAgo(3),
    ...given,
  })
  const deviceNow = async () => (await findDevice(db, { environmentId, deviceId: device.id }))?.device
  return { ctx, id, environmentId, device, deviceNow, row: () => findDeliveryRow(db, { environmentId, id }) }
}

describe('an outcome reported by a company', () => {
  it('becomes the delivery’s end, and disables a device whose token is dead', () =>
    inRollback(async (db) => {
      const { ctx, id, row, deviceNow } = await handedOver(db)
      const { delivery } = await reportOutcome(ctx, { id, state: 'failed', reason: 'Unregistered', at: minutesAgo(1) })
      expect(delivery).toMatchObject({ id, state: 'failed', reason: 'Unregistered' })
      expect(await row()).toMatchObject({ state: 'failed', reason: 'Unregistered' })
      expect(await deviceNow()).toMatchObject({
        status: 'disabled',
        statusReason: 'unregistered',
        lastRejectedReason: 'Unregistered',
      })
    }))

  it('keeps an accepted delivery accepted, and its device active', () =>
    inRollback(async (db) => {
      const { ctx, id, row, deviceNow } = await handedOver(db)
      const at = minutesAgo(1)
      await reportOutcome(ctx, { id, state: 'accepted', at })
      expect(await row()).toMatchObject({ state: 'accepted', reason: null })
      expect(await deviceNow()).toMatchObject({ status: 'active', lastAcceptedAt: at })
    }))

  it('doesn’t affect a device that has registered since', () =>
    inRollback(async (db) => {
      const { ctx, id, row, deviceNow } = await handedOver(db, { endedAt: minutesAgo(90) })
      await reportOutcome(ctx, { id, state: 'failed', reason: 'Unregistered' })
      expect(await row()).toMatchObject({ state: 'failed' })
      expect(await deviceNow()).toMatchObject({ status: 'active' })
    }))

  it('is harmless when repeated, and gives way to a later response', () =>
    inRollback(async (db) => {
      const { ctx, id, row } = await handedOver(db)
      const later = { id, state: 'failed', reason: 'BadDeviceToken', at: minutesAgo(1) } as const
      await reportOutcome(ctx, later)
      const first = await row()
      await reportOutcome(ctx, later)
      expect(await row()).toEqual(first)
      await reportOutcome(ctx, { id, state: 'accepted', at: minutesAgo(2) })
      expect(await row()).toEqual(first)
      await reportOutcome(ctx, { id, state: 'accepted', at: minutesAgo(0) })
      expect(await row()).toMatchObject({ state: 'accepted', reason: null })
    }))

  it('replaces the accepted request in the counts once, even when repeated or changed', () =>
    inRollback(async (db) => {
      const { ctx, id, environmentId } = await handedOver(db)
      await makeAttemptCount(db, { environmentId, transport: 'company_api', at: new Date(), count: 1 })
      const admin = await signedIn(db, { role: 'admin' })
      const counted = async () => {
        const { windows, minutes, lastHour } = await showTraffic(admin, { environmentId })
        const sum = (key: 'accepted' | 'notAccepted') => minutes.reduce((total, minute) => total + minute[key], 0)
        expect(lastHour.sent).toBe(1)
        return [windows[0]?.attempts.map(({ reason, count }) => [reason, count]), sum('accepted'), sum('notAccepted')]
      }
      const report = (given: object, minutes: number) =>
        reportOutcome(ctx, { id, at: minutesAgo(minutes), ...given } as never)
      await report({ state: 'accepted' }, 9)
      expect(await counted()).toEqual([[['accepted', 1]], 1, 0])
      for (const _ of [1, 2]) await report({ state: 'failed', reason: 'TopicDisallowed' }, 8)
      expect(await counted()).toEqual([[['TopicDisallowed', 1]], 0, 1])
      await report({ state: 'failed' }, 7)
      expect(await counted()).toEqual([[['rejected', 1]], 0, 1])
      await report({ state: 'accepted' }, 9)
      expect(await counted()).toEqual([[['rejected', 1]], 0, 1])
      await report({ state: 'accepted' }, 6)
      expect(await counted()).toEqual([[['accepted', 1]], 1, 0])
    }))

  it('counts in the metrics', () =>
    inRollback(async (db) => {
      const { ctx, id } = await handedOver(db)
      const counted = async () =>
        /^pushdesk_reported_outcomes_total\{state="failed",reason="Unregistered"\} (\d+)/m.exec(
          await register.metrics(),
        )?.[1] ?? 0
      const before = Number(await counted())
      for (const _ of [1, 2]) await reportOutcome(ctx, { id, state: 'failed', reason: 'Unregistered' })
      expect(Number(await counted())).toBe(before + 1)
    }))

  it.each([
    [{ transport: 'apns' }, 'outcome_known'],
    [{ state: 'sending', endedAt: null }, 'delivery_open'],
    [{ state: 'suppressed', attemptCount: 0, reason: 'chat_connected' }, 'delivery_not_sent'],
  ] as const)('is rejected for %o, which stays unchanged', (given, code) =>
    inRollback(async (db) => {
      const { ctx, id, row } = await handedOver(db, given)
      const before = await row()
      await expect(reportOutcome(ctx, { id, state: 'failed' })).rejects.toMatchObject({ reason: 'conflict', code })
      expect(await row()).toEqual(before)
    }),
  )

  it('is rejected for a delivery of another environment', () =>
    inRollback(async (db) => {
      const { id } = await handedOver(db)
      const { ctx } = await handedOver(db)
      await expect(reportOutcome(ctx, { id, state: 'failed' })).rejects.toMatchObject({ reason: 'not-found' })
    }))
})

it.each([
  [{ state: 'received' }, 'state'],
  [{ state: 'accepted', reason: 'Unregistered' }, 'reason'],
  [{ state: 'failed', reason: 'two words' }, 'reason'],
  [{ state: 'failed', at: 'yesterday' }, 'at'],
  [{ state: 'failed', at: '2570-01-01T00:00:00Z' }, 'at'],
])('rejects an invalid report and names the field: %o', (body, field) => {
  const { error } = ReportedOutcome.safeParse(body)
  expect(error?.issues.map(({ path }) => path[0])).toEqual([field])
})
