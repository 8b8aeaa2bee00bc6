import { expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeDelivery, makeDevice } from '@/db/factories'
import { makeIncident, makePlace } from '@/db/incident-factories'
import { inRollback } from '@/db/testing'
import { previewRecovery, recoverFailed } from '@/lib/deliveries/recover-failed'
import { signedIn } from '@/lib/testing/contexts'
import { showIncident } from './show-incident'

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000)

/** Makes an environment with two failed deliveries of one incident, and others before, after, and for other reasons. */
async function hit(db: Db) {
  const place = await makePlace(db)
  const { environmentId } = place
  const failed = async (endedAt: Date, given: Partial<Parameters<typeof makeDelivery>[1]> = {}) => {
    const { id: deviceId, customerId, address } = await makeDevice(db, { environmentId })
    const old = { environmentId, customerId, deviceId, address, state: 'failed', reason: 'ServiceUnavailable' } as const
    await makeDelivery(db, { ...old, createdAt: ago(90), endedAt, ...given })
  }
  await failed(ago(59))
  await failed(ago(31))
  await failed(ago(80))
  await failed(ago(20))
  await failed(ago(40), { reason: 'BadDeviceToken' })
  await failed(ago(40), { transport: 'company_api' })
  return place
}

type Place = Awaited<ReturnType<typeof hit>>

const over = (db: Db, places: Place[], given: Parameters<typeof makeIncident>[1] = {}) =>
  makeIncident(db, {
    openedAt: ago(60),
    closedAt: ago(30),
    affected: { customers: 2 * places.length, waiting: 0, lost: 2 * places.length },
    affectedByCompany: Object.fromEntries(
      places.map(({ companyId }) => [companyId, { customers: 2, waiting: 0, lost: 2 }]),
    ),
    facts: {
      reach: {
        environments: places.map(({ environmentId, companyId }) => ({ environmentId, companyId })),
        transport: 'apns',
        reasons: ['ServiceUnavailable'],
      },
    },
    ...given,
  })

it('resends once what an incident lost for its reasons and in its time, and records who did it', () =>
  inRollback(async (db) => {
    const place = await hit(db)
    const { environmentId } = place
    const { id: incident } = await over(db, [place], place)
    const ctx = await signedIn(db, { role: 'integration_manager', companyIds: [place.companyId] })
    const shown = () => showIncident(ctx, { incidentId: incident })
    expect((await shown()).recoveries).toMatchObject([{ environmentId, recoverable: 2 }])
    expect(await previewRecovery(ctx, { environmentId, incident })).toMatchObject({ failed: 2, recoverable: 2 })
    expect(await recoverFailed(ctx, { environmentId, incident, expectedCount: 2 })).toEqual({ recovered: 2 })
    expect(await shown()).toMatchObject({
      recoveries: [],
      affected: { lost: 0 },
      timeline: [
        { kind: 'recovered', actorName: ctx.staff.name, text: expect.stringMatching(/^Resent 2 deliveries /) },
      ],
    })
    await expect(recoverFailed(ctx, { environmentId, incident, expectedCount: 2 })).rejects.toMatchObject({
      reason: 'conflict',
    })
  }))

it('resends a platform incident’s losses per environment, in the reader’s companies only', () =>
  inRollback(async (db) => {
    const [mine, theirs] = [await hit(db), await hit(db)]
    const { id: incident } = await over(db, [mine, theirs])
    const ctx = await signedIn(db, { role: 'integration_manager', companyIds: [mine.companyId] })
    const recover = ({ environmentId }: Place) => recoverFailed(ctx, { environmentId, incident, expectedCount: 2 })
    const shown = async (by = ctx) => showIncident(by, { incidentId: incident })
    expect((await shown()).recoveries).toMatchObject([{ environmentId: mine.environmentId, recoverable: 2 }])
    await expect(recover(theirs)).rejects.toMatchObject({ reason: 'not-found' })
    expect(await recover(mine)).toEqual({ recovered: 2 })
    const admin = await signedIn(db, { role: 'admin' })
    expect(await shown(admin)).toMatchObject({
      recoveries: [{ environmentId: theirs.environmentId, recoverable: 2 }],
      affected: { lost: 2 },
      timeline: [{ kind: 'recovered' }],
    })
    expect((await shown()).timeline).toMatchObject([{ kind: 'recovered' }])
    const other = await signedIn(db, { role: 'integration_manager', companyIds: [theirs.companyId] })
    expect((await shown(other)).timeline).toEqual([])
  }))

it('resends unexpired deliveries that were lost while no worker was running', () =>
  inRollback(async (db) => {
    const place = await makePlace(db)
    const { environmentId, companyId } = place
    const { id: deviceId, customerId, address } = await makeDevice(db, { environmentId })
    const under = { environmentId, deviceId, customerId, address, createdAt: ago(90), endedAt: ago(40) } as const
    await makeDelivery(db, { ...under, state: 'failed', reason: 'unknown' })
    await makeDelivery(db, { ...under, state: 'expired', reason: 'message_expired', expiresAt: ago(41) })
    const reach = { environments: [{ environmentId, companyId }], reasons: ['message_expired', 'unknown', 'closed'] }
    const { id: incident } = await over(db, [place], { cause: 'no_worker', facts: { reach } })
    const ctx = await signedIn(db, { role: 'integration_manager', companyIds: [companyId] })
    expect((await showIncident(ctx, { incidentId: incident })).recoveries).toMatchObject([{ recoverable: 1 }])
    expect(await recoverFailed(ctx, { environmentId, incident, expectedCount: 1 })).toEqual({ recovered: 1 })
  }))

it('offers recovery only to roles with permission, and only in environments that the incident affected', () =>
  inRollback(async (db) => {
    const [hitOne, spared] = [await hit(db), await hit(db)]
    const { id: incident } = await over(db, [hitOne], hitOne)
    const support = await signedIn(db, { role: 'support', companyIds: [hitOne.companyId] })
    expect((await showIncident(support, { incidentId: incident })).recoveries).toEqual([])
    const admin = await signedIn(db, { role: 'admin' })
    const asked = { environmentId: spared.environmentId, incident }
    await expect(previewRecovery(admin, asked)).rejects.toMatchObject({ reason: 'not-found' })
    await expect(previewRecovery(admin, { ...asked, since: ago(60) })).rejects.toMatchObject({ reason: 'invalid' })
    await expect(previewRecovery(admin, { environmentId: spared.environmentId })).rejects.toMatchObject({
      reason: 'invalid',
    })
  }))
