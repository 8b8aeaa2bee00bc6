import { Webhook } from 'standardwebhooks'
import { afterEach, describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeIncident, makePlace } from '@/db/incident-factories'
import { claimMessages } from '@/db/queries/incidents/channels'
import { changeIncident } from '@/db/queries/incidents/incidents'
import { incidents } from '@/db/schema/incidents'
import { inRollback } from '@/db/testing'
import { signedIn } from '@/lib/testing/contexts'
import { createChannel } from './create-channel'
import { deliverMessages } from './deliver-messages'
import { queueMessages } from './queue-messages'
import { testChannel } from './test-channel'
import { startMailServer } from './testing/mail-server'
import { startReceiver } from './testing/receiver'

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

async function receiver(...statuses: number[]) {
  const started = await startReceiver(...statuses)
  closers.push(started.close)
  return started
}

const start = new Date()
const secondsOn = (seconds: number) => new Date(start.getTime() + seconds * 1000)

async function incidentOf(db: Db) {
  // Otherwise, platform-wide incidents of other tests would be reported too.
  await db.delete(incidents)
  const place = await makePlace(db)
  const incident = await makeIncident(db, place)
  const ctx = await signedIn(db, { role: 'integration_manager', companyIds: [place.companyId] })
  const tell = async (second: number) => {
    await queueMessages(db, { now: secondsOn(second) })
    await deliverMessages(db, { now: secondsOn(second) })
  }
  const close = () => changeIncident(db, { id: incident.id, closedAt: secondsOn(20), updatedAt: secondsOn(20) })
  const acknowledge = () =>
    changeIncident(db, {
      id: incident.id,
      acknowledgedAt: secondsOn(10),
      acknowledgedBy: 'Ines',
      updatedAt: secondsOn(10),
    })
  return { ...place, incident, ctx, tell, close, acknowledge }
}

describe('a webhook', () => {
  it('gets one signed message each when an incident opens, changes, and closes', () =>
    inRollback(async (db) => {
      const { got, url, bodies } = await receiver(200)
      const { ctx, companyId, incident, tell, acknowledge, close } = await incidentOf(db)
      const { signingSecret = '' } = await createChannel(ctx, { kind: 'webhook', name: 'Ours', url, companyId })
      for (const second of [1, 4]) await tell(second)
      await acknowledge()
      for (const second of [11, 14]) await tell(second)
      await close()
      for (const second of [21, 24]) await tell(second)
      expect(bodies().map(({ type }) => type)).toEqual(['incident.opened', 'incident.changed', 'incident.closed'])
      expect(bodies()[0].data.incident).toMatchObject({
        id: incident.id,
        cause: 'apns_unavailable',
        state: 'open',
        scope: { environment: 'sandbox' },
        affected: { customers: 3, waiting: 5, lost: 1 },
        nextAction: { who: 'nobody' },
      })
      for (const { headers, text } of got)
        expect(() => new Webhook(signingSecret).verify(text, headers as Record<string, string>)).not.toThrow()
    }))

  it('that returns a 5xx gets the message again under the same ID, and later messages wait', () =>
    inRollback(async (db) => {
      const { got, url, bodies } = await receiver(500, 503, 200)
      const { ctx, companyId, tell, close } = await incidentOf(db)
      await createChannel(ctx, { kind: 'webhook', name: 'Ours', url, companyId })
      await tell(1)
      await close()
      await tell(60)
      await tell(120)
      await tell(180)
      expect(bodies().map(({ type }) => type)).toEqual([
        'incident.opened',
        'incident.opened',
        'incident.opened',
        'incident.closed',
      ])
      expect(new Set(got.slice(0, 3).map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    }))

  it('isn’t notified of incidents that are another company’s, muted, or not severe enough', () =>
    inRollback(async (db) => {
      const { got, url } = await receiver(200)
      const { ctx, companyId, incident, tell } = await incidentOf(db)
      await makeIncident(db, await makePlace(db))
      await makeIncident(db, { ...(await makePlace(db)), companyId, severity: 'warning' })
      await changeIncident(db, { id: incident.id, mutedUntil: secondsOn(100), muteReason: 'Maintenance' })
      await createChannel(ctx, { kind: 'webhook', name: 'Ours', url, companyId, severityMin: 'critical' })
      await tell(1)
      expect(got).toHaveLength(0)
      await tell(101)
      expect(got).toHaveLength(1)
    }))

  it('is notified of an end during a long mute once the mute is over', () =>
    inRollback(async (db) => {
      const { url, bodies } = await receiver(200)
      const { ctx, companyId, incident, tell, close } = await incidentOf(db)
      await createChannel(ctx, { kind: 'webhook', name: 'Ours', url, companyId })
      await tell(1)
      await changeIncident(db, { id: incident.id, mutedUntil: secondsOn(28_800), muteReason: 'Maintenance' })
      await close()
      await tell(28_000)
      await tell(28_801)
      await tell(28_900)
      expect(bodies().map(({ type }) => type)).toEqual(['incident.opened', 'incident.closed'])
    }))

  it('can’t have a private address that isn’t allowed', () =>
    inRollback(async (db) => {
      const { ctx, companyId } = await incidentOf(db)
      const private_ = { kind: 'webhook' as const, name: 'Ours', url: 'http://10.0.0.1/hook', companyId }
      await expect(createChannel(ctx, private_)).rejects.toMatchObject({ reason: 'invalid' })
    }))
})

it('a claimed message isn’t claimed again until its lease expires', () =>
  inRollback(async (db) => {
    const { url } = await receiver(200)
    const { ctx, companyId } = await incidentOf(db)
    await createChannel(ctx, { kind: 'webhook', name: 'Ours', url, companyId })
    await queueMessages(db, { now: secondsOn(1) })
    const [taken] = await claimMessages(db, { now: secondsOn(1), limit: 20 })
    expect(taken).toEqual(expect.any(String))
    expect(await claimMessages(db, { now: secondsOn(25), limit: 20 })).not.toContain(taken)
    expect(await claimMessages(db, { now: secondsOn(32), limit: 20 })).toContain(taken)
  }))

describe('other kinds of channels', () => {
  it('PagerDuty gets one incident: triggered, acknowledged, resolved', () =>
    inRollback(async (db) => {
      const { url, bodies } = await receiver(202)
      const { ctx, companyId, tell, acknowledge, close } = await incidentOf(db)
      await createChannel(ctx, { kind: 'pagerduty', name: 'On call', url, to: 'R0UT1NGKEY', companyId })
      await tell(1)
      await acknowledge()
      await tell(11)
      await close()
      await tell(21)
      expect(bodies().map(({ event_action }) => event_action)).toEqual(['trigger', 'acknowledge', 'resolve'])
      expect(new Set(bodies().map(({ dedup_key }) => dedup_key)).size).toBe(1)
      expect(bodies()[0]).toMatchObject({ routing_key: 'R0UT1NGKEY', payload: { severity: 'critical' } })
    }))

  it('each PagerDuty test is its own incident and is resolved', () =>
    inRollback(async (db) => {
      const { url, bodies } = await receiver(202)
      const { ctx, companyId } = await incidentOf(db)
      const asked = { kind: 'pagerduty', name: 'On call', url, to: 'R0UT1NGKEY', companyId } as const
      const { id: channelId } = await createChannel(ctx, asked)
      for (const _ of [1, 2])
        await deliverMessages(db, { messageId: (await testChannel(ctx, { channelId })).messageId, now: secondsOn(60) })
      expect(bodies().map(({ event_action }) => event_action)).toEqual(['trigger', 'resolve', 'trigger', 'resolve'])
      const [first, itsEnd, second] = bodies().map(({ dedup_key }) => dedup_key)
      expect(itsEnd).toBe(first)
      expect(second).not.toBe(first)
    }))

  it('PagerDuty is triggered even if the incident was acknowledged before', () =>
    inRollback(async (db) => {
      const { url, bodies } = await receiver(202)
      const { ctx, companyId, tell, acknowledge } = await incidentOf(db)
      await createChannel(ctx, { kind: 'pagerduty', name: 'On call', url, to: 'R0UT1NGKEY', companyId })
      await acknowledge()
      await tell(11)
      expect(bodies().map(({ event_action }) => event_action)).toEqual(['trigger'])
    }))

  it.each(['slack', 'teams'] as const)('%s gets what happened, who is affected, and what to do next', (kind) =>
    inRollback(async (db) => {
      const { url, got } = await receiver(200)
      const { ctx, companyId, tell } = await incidentOf(db)
      await createChannel(ctx, { kind, name: 'Chat', url, companyId })
      await tell(1)
      const [{ text } = { text: '' }] = got
      for (const words of ['APNs isn’t available', '3 customers affected', 'Wait for Apple'])
        expect(text).toContain(words)
    }),
  )

  it('email is one thread, with links that only open a page', () =>
    inRollback(async (db) => {
      const { mails, close: closeMail } = await startMailServer()
      closers.push(closeMail)
      const { ctx, companyId, incident, tell, close } = await incidentOf(db)
      await createChannel(ctx, { kind: 'email', name: 'Mail', to: 'duty@example.com', companyId })
      await tell(1)
      await close()
      await tell(21)
      expect(mails).toHaveLength(2)
      const thread = `<incident-${incident.id}@pushdesk>`
      expect(mails[0]?.raw).toContain(`Message-ID: ${thread}`)
      expect(mails[0]?.to).toBe('duty@example.com')
      expect(mails[1]?.raw).toContain(`In-Reply-To: ${thread}`)
      // After the incident reopens, still no two messages of the thread have the same ID.
      await changeIncident(db, { id: incident.id, closedAt: null, updatedAt: secondsOn(30) })
      await tell(31)
      expect(mails[2]?.raw).toContain(`In-Reply-To: ${thread}`)
      expect(mails[2]?.raw).toContain(`References: ${thread}`)
      const ids = mails.map(({ raw }) => /^Message-ID: (.*)$/im.exec(raw)?.[1])
      expect(new Set(ids).size).toBe(3)
      const page = `https://desk.example.com/incidents/${incident.id}`
      expect(mails[0]?.text).toContain(`Acknowledge: ${page}/acknowledge`)
      expect(mails[0]?.text).toContain(`Mute: ${page}/mute`)
      expect(mails[1]?.text).not.toContain('/acknowledge')
    }))
})
