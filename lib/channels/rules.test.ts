import { afterEach, describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeIncident, makePlace } from '@/db/incident-factories'
import { changeIncident, eventsOfIncident } from '@/db/queries/incidents/incidents'
import { incidents } from '@/db/schema/incidents'
import { inRollback } from '@/db/testing'
import { signedIn } from '@/lib/testing/contexts'
import { changeChannel } from './change-channel'
import { createChannel } from './create-channel'
import { deliverMessages } from './deliver-messages'
import { queueMessages } from './queue-messages'
import { startReceiver } from './testing/receiver'

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const start = new Date()
const minute = (count: number) => new Date(start.getTime() + count * 60_000)

async function onDuty(db: Db) {
  // Otherwise, platform-wide incidents of other tests would be reported too.
  await db.delete(incidents)
  const place = await makePlace(db)
  const incident = await makeIncident(db, { ...place, createdAt: start })
  const ctx = await signedIn(db, { role: 'integration_manager', companyIds: [place.companyId] })
  const channel = async (rules: Record<string, unknown> = {}) => {
    const { url, bodies, close } = await startReceiver(200)
    closers.push(close)
    const { id } = await createChannel(ctx, {
      kind: 'webhook',
      name: 'Ours',
      url,
      companyId: place.companyId,
      ...rules,
    })
    return {
      id,
      heard: () => bodies().map(({ type }) => type.replace('incident.', '')),
      data: () => bodies().at(-1)?.data.incident,
    }
  }
  const tell = async (at: number) => {
    await queueMessages(db, { now: minute(at) })
    await deliverMessages(db, { now: minute(at) })
  }
  const grow = (waiting: number) =>
    changeIncident(db, { id: incident.id, affected: { customers: 3, waiting, lost: 0 } })
  const close = (at: number) => changeIncident(db, { id: incident.id, closedAt: minute(at) })
  return { ...place, incident, ctx, channel, tell, grow, close }
}

describe('a second channel', () => {
  it('is notified if no one acknowledges in time, which the timeline shows, and of the end', () =>
    inRollback(async (db) => {
      const { incident, channel, tell, close } = await onDuty(db)
      const [first, second] = [await channel(), await channel({ unacknowledgedMinutes: 15 })]
      for (const at of [1, 14]) await tell(at)
      expect([first.heard(), second.heard()]).toEqual([['opened'], []])
      for (const at of [16, 17]) await tell(at)
      expect(second.heard()).toEqual(['opened'])
      const events = await eventsOfIncident(db, { incidentId: incident.id, limit: 10 })
      expect(events).toMatchObject([{ kind: 'escalated', text: expect.stringContaining('15 minutes') }])
      await close(20)
      await tell(21)
      expect([first.heard(), second.heard()]).toEqual([
        ['opened', 'closed'],
        ['opened', 'closed'],
      ])
    }))

  it('isn’t notified of an incident that was acknowledged in time', () =>
    inRollback(async (db) => {
      const { incident, channel, tell, close } = await onDuty(db)
      const second = await channel({ unacknowledgedMinutes: 15 })
      await changeIncident(db, { id: incident.id, acknowledgedAt: minute(10), acknowledgedBy: 'Ines' })
      await tell(16)
      await close(20)
      await tell(21)
      expect(second.heard()).toEqual([])
    }))
})

it('an incident that only grew is reported after the quiet time', () =>
  inRollback(async (db) => {
    const { channel, tell, grow } = await onDuty(db)
    const { heard } = await channel({ quietMinutes: 30 })
    await tell(1)
    await grow(5_000)
    await tell(20)
    expect(heard()).toEqual(['opened'])
    await tell(32)
    await tell(33)
    expect(heard()).toEqual(['opened', 'changed'])
  }))

it('an incident that becomes critical is reported at once, as opened to channels that want only critical ones', () =>
  inRollback(async (db) => {
    const { incident, channel, tell, close } = await onDuty(db)
    await changeIncident(db, { id: incident.id, cause: 'apns_slow', severity: 'warning' })
    const [all, critical] = [await channel(), await channel({ severityMin: 'critical' })]
    await tell(1)
    expect([all.heard(), critical.heard()]).toEqual([['opened'], []])
    await changeIncident(db, { id: incident.id, cause: 'apns_unavailable', severity: 'critical' })
    for (const at of [2, 3]) await tell(at)
    expect([all.heard(), critical.heard()]).toEqual([['opened', 'changed'], ['opened']])
    await close(4)
    await tell(5)
    expect([all.heard(), critical.heard()]).toEqual([
      ['opened', 'changed', 'closed'],
      ['opened', 'closed'],
    ])
  }))

it('an incident that joins an outage of several companies is reported as a change, and as closed when that ends', () =>
  inRollback(async (db) => {
    const { incident, channel, tell, close } = await onDuty(db)
    const { heard, data } = await channel()
    await tell(1)
    const joined = incident.companyId ?? ''
    await changeIncident(db, { id: incident.id, closedAt: minute(2), facts: { ...incident.facts, joined } })
    for (const at of [3, 4]) await tell(at)
    expect(heard()).toEqual(['opened', 'changed'])
    expect(data()).toMatchObject({
      partOf: joined,
      nextAction: { who: 'nobody', sentence: expect.stringContaining('It isn’t over') },
    })
    await changeIncident(db, { id: incident.id, facts: incident.facts })
    await close(600)
    await tell(601)
    expect(heard()).toEqual(['opened', 'changed', 'closed'])
    expect(data()).toMatchObject({ partOf: null, nextAction: { sentence: expect.stringContaining('It’s over') } })
  }))

it('channels get only incidents that match their topics and causes', () =>
  inRollback(async (db) => {
    const { channel, tell } = await onDuty(db)
    const others = [await channel({ topics: ['approvals'] }), await channel({ causes: ['no_worker'] })]
    const asked = await channel({ causes: ['apns_unavailable', 'apns_slow'] })
    await tell(1)
    expect(others.map(({ heard }) => heard())).toEqual([[], []])
    expect(asked.heard()).toEqual(['opened'])
  }))

it('an incident opened in a channel is closed there, even if its rules change', () =>
  inRollback(async (db) => {
    const { ctx, channel, tell, close } = await onDuty(db)
    const { id: channelId, heard } = await channel()
    await tell(1)
    await changeChannel(ctx, { channelId, causes: ['no_worker'] })
    await close(2)
    await tell(3)
    expect(heard()).toEqual(['opened', 'closed'])
  }))

it('rules that can’t work are rejected with an explanation', () =>
  inRollback(async (db) => {
    const { ctx, companyId, channel } = await onDuty(db)
    const pagerDuty = { kind: 'pagerduty' as const, name: 'On call', to: 'R0UT1NGKEY', companyId }
    const refused = { reason: 'invalid', fields: { topics: [expect.any(String)] } }
    await expect(createChannel(ctx, { ...pagerDuty, topics: ['approvals'] })).rejects.toMatchObject(refused)
    const { id: channelId } = await channel()
    await expect(changeChannel(ctx, { channelId, topics: [] })).rejects.toMatchObject(refused)
    await expect(changeChannel(ctx, { channelId, topics: ['access'] })).rejects.toMatchObject(refused)
    await expect(changeChannel(ctx, { channelId, quietMinutes: 1_441 })).rejects.toMatchObject({ reason: 'invalid' })
  }))
