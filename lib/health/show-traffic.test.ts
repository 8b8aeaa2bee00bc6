import { describe, expect, it } from 'vitest'
import { makeDelivery, makeDevice, makeEnvironment } from '@/db/factories'
import { makeAttemptCount, makeCallCount, makePlace, makeReceiptCount, makeTrafficHours } from '@/db/incident-factories'
import { markReceived } from '@/db/queries/deliveries/receipts'
import { inRollback } from '@/db/testing'
import { signedIn } from '@/lib/testing/contexts'
import { quantile } from './arrival'
import { showCompanyTraffic, showPlatformTraffic, showTraffic } from './show-traffic'

const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000)

it('shows the last 1, 5, and 15 minutes of this environment only', () =>
  inRollback(async (db) => {
    const [place, other] = [await makePlace(db), await makePlace(db)]
    const { environmentId } = place
    await makeAttemptCount(db, { environmentId, at: ago(30), count: 5 })
    await makeAttemptCount(db, { environmentId, at: ago(200), count: 7, reason: 'timeout' })
    await makeAttemptCount(db, { environmentId: other.environmentId, at: ago(30), count: 100 })
    await makeCallCount(db, { environmentId, at: ago(600), call: 'registration', code: 'key_invalid', count: 3 })
    const hour = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000 - 7 * 86_400_000 + 3_600_000)
    await makeTrafficHours(db, { environmentId, counts: [44, 44], before: hour })
    const ctx = await signedIn(db, { role: 'viewer', companyIds: [place.companyId] })
    const { windows, minutes, lastHour } = await showTraffic(ctx, { environmentId })
    expect(windows.map(({ attempts }) => attempts.map(({ reason, count }) => [reason, count]))).toEqual([
      [['accepted', 5]],
      [
        ['timeout', 7],
        ['accepted', 5],
      ],
      [
        ['timeout', 7],
        ['accepted', 5],
      ],
    ])
    expect(windows.map(({ registrations }) => registrations.refused)).toEqual([0, 0, 3])
    expect(minutes).toHaveLength(60)
    expect(minutes.reduce((sum, { accepted, notAccepted }) => sum + accepted + notAccepted, 0)).toBe(12)
    expect(lastHour).toEqual({ sent: 12, sentAWeekBefore: 44 })
    const stranger = await signedIn(db, { role: 'viewer', companyIds: [other.companyId] })
    await expect(showTraffic(stranger, { environmentId })).rejects.toMatchObject({ reason: 'not-found' })
  }))

it('adds up the environments of a company, and of all companies that the person can access', () =>
  inRollback(async (db) => {
    const [place, other, third] = [await makePlace(db), await makePlace(db), await makePlace(db)]
    const production = await makeEnvironment(db, { appId: place.appId, name: 'production' })
    for (const [environmentId, count] of [
      [place.environmentId, 1],
      [production.id, 10],
      [other.environmentId, 100],
      [third.environmentId, 1000],
    ] as const)
      await makeAttemptCount(db, { environmentId, at: ago(30), count })
    const ctx = await signedIn(db, { role: 'viewer', companyIds: [place.companyId, other.companyId] })
    const sent = ({ windows }: Awaited<ReturnType<typeof showTraffic>>) => windows[0]?.attempts[0]?.count
    expect(sent(await showCompanyTraffic(ctx, { companyId: place.companyId }))).toBe(11)
    expect(sent(await showPlatformTraffic(ctx, {}))).toBe(111)
    await expect(showCompanyTraffic(ctx, { companyId: third.companyId })).rejects.toMatchObject({
      reason: 'not-found',
    })
    const nowhere = await signedIn(db, { role: 'viewer', companyIds: [] })
    expect((await showPlatformTraffic(nowhere, {})).windows[0]?.attempts).toEqual([])
  }))

it('a receipt counts once by its phone’s versions, and an opened notification counts as received', () =>
  inRollback(async (db) => {
    const { environmentId, companyId } = await makePlace(db)
    const device = await makeDevice(db, { environmentId, appVersion: '4.1', osVersion: '18.2' })
    const delivery = await makeDelivery(db, {
      environmentId,
      deviceId: device.id,
      state: 'accepted',
      createdAt: ago(3),
    })
    const word = { environmentId, deliveryId: delivery.id, at: new Date() }
    for (const kind of ['opened', 'received', 'opened'] as const) await markReceived(db, { ...word, kind })
    await makeReceiptCount(db, {
      environmentId,
      at: ago(10),
      appVersion: '4.0',
      osVersion: '17.0',
      count: 1,
      bucket: 0,
    })
    const ctx = await signedIn(db, { role: 'viewer', companyIds: [companyId] })
    const [last] = (await showTraffic(ctx, { environmentId })).windows
    expect(last?.arrivals).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ transport: 'apns', appVersion: '4.1', osVersion: '18.2', received: 1, opened: 1 }),
        expect.objectContaining({ appVersion: '4.0', osVersion: '17.0', received: 1, opened: 0 }),
      ]),
    )
    const own = last?.arrivals.find(({ appVersion }) => appVersion === '4.1')
    expect(own?.p50Ms).toBeGreaterThan(2_000)
    expect(own?.p50Ms).toBeLessThan(5_001)
  }))

describe('a quantile', () => {
  it.each([
    [[], 0.5, null],
    [[{ bucket: 0, count: 10 }], 0.5, 50],
    [
      [
        { bucket: 2, count: 90 },
        { bucket: 5, count: 10 },
      ],
      0.95,
      3_500,
    ],
    [[{ bucket: 11, count: 4 }], 0.99, 1_800_000],
  ])('of %j at %d is %j', (counts, share, expected) => {
    expect(quantile(counts, share)).toBe(expected)
  })
})
