import { Webhook } from 'standardwebhooks'
import { afterEach, describe, expect, it } from 'vitest'
import { makeEnvironment, unique } from '@/db/factories'
import { makePlace } from '@/db/incident-factories'
import { changeEventWebhook, claimEventWebhooks, eventWebhooksOf } from '@/db/queries/events/event-webhooks'
import { insertPromptEvents } from '@/db/queries/prompts/prompt-events'
import { eventWebhooks } from '@/db/schema/events'
import { testDatabase } from '@/db/testing'
import { startReceiver } from '@/lib/channels/testing/receiver'
import { setEventRecording } from '@/lib/events/set-event-recording'
import { settled } from '@/lib/events/testing/settled'
import { signedIn } from '@/lib/testing/contexts'
import { createEventWebhook } from './create-event-webhook'
import { deliverEvents } from './deliver-events'
import { listEventWebhooks } from './list-event-webhooks'
import { removeEventWebhook } from './remove-event-webhook'
import { replayEvents } from './replay-events'
import { rotateEventSecret } from './rotate-event-secret'
import { setEventWebhook } from './set-event-webhook'
import { testEventWebhook, tryEventWebhook } from './test-event-webhook'

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
  // These rows are committed: delete them, so that no other test sends to them.
  await (await testDatabase()).db.delete(eventWebhooks)
})

/** A webhook whose receiver responds with these statuses, and people who answer prompts. */
async function webhook(...statuses: number[]) {
  const { db } = await testDatabase()
  const { environmentId, companyId } = await makePlace(db)
  const ctx = await signedIn(db, { role: 'integration_manager', companyIds: [companyId] })
  ctx.staff.steppedUpAt = new Date()
  const receiver = await startReceiver(...statuses)
  closers.push(receiver.close)
  const { id, signingSecret } = await createEventWebhook(ctx, {
    environmentId,
    url: receiver.url,
    types: ['prompt.answered'],
  })
  const at = { environmentId, webhookId: id }
  return {
    ...{ db, ctx, at, signingSecret, receiver },
    answer: async (...revisions: string[]) => {
      for (const revision of revisions)
        await insertPromptEvents(db, {
          events: [{ environmentId, eventId: unique('e'), kind: 'accepted', revision, at: new Date() }],
        })
    },
    deliver: async () => {
      await settled(db)
      await deliverEvents(db)
    },
    /** Ends the wait after a failure. */
    due: () => changeEventWebhook(db, { environmentId, id, dueAt: new Date(Date.now() - 1_000) }),
    told: () => receiver.bodies().map(({ data }) => data.revision),
    shown: async () => (await listEventWebhooks({ ...ctx }, { environmentId }))[0],
    row: async () => (await eventWebhooksOf(db, { environmentId }))[0],
  }
}

describe('an event webhook', () => {
  it('gets events from its creation on, in order, signed according to Standard Webhooks', async () => {
    const { signingSecret, receiver, answer, deliver, told, shown } = await webhook(204)
    await answer('1', '2', '3')
    await deliver()
    await deliver()
    expect(told()).toEqual(['1', '2', '3'])
    for (const { headers, text } of receiver.got) {
      const signed = new Webhook(signingSecret).verify(text, headers as Record<string, string>)
      expect(signed).toMatchObject({ id: headers['webhook-id'], type: 'prompt.answered' })
    }
    expect(await shown()).toMatchObject({ state: 'active', waiting: 0, lastAnswer: 'HTTP 204' })
  })

  it('gets a failed event again under the same ID, before the events that follow', async () => {
    const { receiver, answer, deliver, due, told, shown } = await webhook(200, 500, 200)
    await answer('1', '2', '3')
    await deliver()
    expect(told()).toEqual(['1', '2'])
    expect(await shown()).toMatchObject({ state: 'failing', waiting: 2, lastAnswer: 'HTTP 500' })
    await deliver()
    expect(told()).toEqual(['1', '2'])
    await due()
    await deliver()
    expect(told()).toEqual(['1', '2', '2', '3'])
    const ids = receiver.got.map(({ headers }) => headers['webhook-id'])
    expect(ids[1]).toBe(ids[2])
    expect(await shown()).toMatchObject({ state: 'active', waiting: 0, failingSince: null })
  })

  it('backs off after each failure and is paused after a day, until someone resumes it', async () => {
    const { db, ctx, at, answer, deliver, due, told, shown, row } = await webhook(500, 500, 500, 200)
    await answer('1')
    const waits: number[] = []
    for (let count = 0; count < 2; count += 1) {
      await due()
      await deliver()
      waits.push((await row())?.dueAt.getTime() ?? 0)
    }
    expect(waits[1]).toBeGreaterThan((waits[0] ?? 0) + 4_000)
    const dayAgo = new Date(Date.now() - 86_400_000)
    await changeEventWebhook(db, { environmentId: at.environmentId, id: at.webhookId, failingSince: dayAgo })
    await due()
    await deliver()
    expect(await shown()).toMatchObject({ state: 'paused', waiting: 1, failingSince: dayAgo })
    await due()
    await deliver()
    expect(told()).toHaveLength(3)
    await setEventWebhook(ctx, { ...at, isOn: true })
    await deliver()
    expect(told()).toEqual(['1', '1', '1', '1'])
    expect(await shown()).toMatchObject({ state: 'active', waiting: 0 })
  })

  it('is paused as soon as its receiver responds 410', async () => {
    const { answer, deliver, shown } = await webhook(410)
    await answer('1')
    await deliver()
    expect(await shown()).toMatchObject({ state: 'paused', lastAnswer: 'HTTP 410' })
  })

  it('gets everything since a time again, and rejects a time in the future or before the oldest kept event', async () => {
    const { ctx, at, receiver, answer, deliver, told } = await webhook(200)
    await answer('1', '2', '3')
    await deliver()
    const since = new Date(receiver.bodies()[1].at)
    await replayEvents(ctx, { ...at, since })
    await deliver()
    const isSince = receiver
      .bodies()
      .slice(0, 3)
      .filter((event) => new Date(event.at) >= since)
    expect(told()).toEqual(['1', '2', '3', ...isSince.map(({ data }) => data.revision)])
    for (const wrong of [new Date(Date.now() + 60_000), new Date(Date.now() - 8 * 86_400_000)])
      await expect(replayEvents(ctx, { ...at, since: wrong })).rejects.toMatchObject({
        fields: { since: [expect.any(String)] },
      })
  })

  it('is served by one process at a time, and by another one after that process dies', async () => {
    const { db, at, answer, deliver, told } = await webhook(200)
    await answer('1', '2')
    await settled(db)
    const held = await claimEventWebhooks(db, { limit: 20 })
    expect(held.map(({ id }) => id)).toContain(at.webhookId)
    await deliver()
    expect(told()).toEqual([])
    const over = new Date(Date.now() - 1_000)
    await db.update(eventWebhooks).set({ leasedUntil: over })
    await Promise.all([deliver(), deliver(), deliver()])
    expect(told()).toEqual(['1', '2'])
  })

  it('gets nothing while it is off, and continues where it stopped', async () => {
    const { ctx, at, answer, deliver, told, shown } = await webhook(200)
    await setEventWebhook(ctx, { ...at, isOn: false })
    await answer('1')
    await deliver()
    expect([told(), (await shown())?.state]).toEqual([[], 'off'])
    await setEventWebhook(ctx, { ...at, isOn: true })
    await deliver()
    expect(told()).toEqual(['1'])
  })

  it('skips types that it doesn’t subscribe to', async () => {
    const { ctx, at, answer, deliver, told, shown } = await webhook(200)
    await setEventWebhook(ctx, { ...at, types: ['device.moved'] })
    await answer('1', '2')
    await deliver()
    expect([told(), (await shown())?.waiting]).toEqual([[], 0])
  })

  it('is tested immediately, signed with its current secret', async () => {
    const { ctx, at, receiver } = await webhook(200, 500)
    const { signingSecret } = await rotateEventSecret(ctx, at)
    expect(await tryEventWebhook(ctx, at)).toEqual({ isTaken: true, answer: 'HTTP 200' })
    const [got] = receiver.got
    expect(new Webhook(signingSecret).verify(got?.text ?? '', got?.headers as Record<string, string>)).toMatchObject({
      type: 'webhook.test',
      data: {},
    })
    expect(await tryEventWebhook(ctx, at)).toEqual({ isTaken: false, answer: 'HTTP 500' })
  })
})

it('webhooks are not found by other companies, and support staff can only view them', async () => {
  const { db, ctx, at } = await webhook(200)
  const stranger = await signedIn(db, { role: 'integration_manager', companyIds: [(await makePlace(db)).companyId] })
  stranger.staff.steppedUpAt = new Date()
  const support = await signedIn(db, { role: 'support', companyIds: ctx.staff.companyIds as string[] })
  for (const act of [testEventWebhook, removeEventWebhook, rotateEventSecret]) {
    await expect(act(stranger, at)).rejects.toMatchObject({ reason: 'not-found' })
    await expect(act(support, at)).rejects.toMatchObject({ reason: 'forbidden' })
    await expect(act(ctx, { ...at, environmentId: (await makeEnvironment(db)).id })).rejects.toMatchObject({
      reason: 'not-found',
    })
  }
  expect(await listEventWebhooks(support, at)).toHaveLength(1)
  await expect(listEventWebhooks(stranger, at)).rejects.toMatchObject({ reason: 'not-found' })
})

it('creating a webhook requires a confirmed identity and a URL that Pushdesk would call', async () => {
  const { db, ctx, at } = await webhook(200)
  const given = { environmentId: at.environmentId, types: ['delivery.sent' as const] }
  for (const url of ['http://10.0.0.1/', 'https://169.254.169.254/latest', 'ftp://example.com', 'example'])
    await expect(createEventWebhook(ctx, { ...given, url })).rejects.toMatchObject({
      fields: { url: expect.any(Array) },
    })
  await expect(createEventWebhook(ctx, { ...given, types: [], url: 'https://example.com' })).rejects.toMatchObject({
    fields: { types: expect.any(Array) },
  })
  ctx.staff.steppedUpAt = undefined
  await expect(createEventWebhook(ctx, { ...given, url: 'https://example.com' })).rejects.toMatchObject({
    code: 'step_up_needed',
  })
  expect(await eventWebhooksOf(db, at)).toHaveLength(1)
})

it('recording can’t be turned off while a webhook exists', async () => {
  const { ctx, at } = await webhook(200)
  const { environmentId } = at
  await expect(setEventRecording(ctx, { environmentId, isOn: false })).rejects.toMatchObject({ reason: 'conflict' })
  await removeEventWebhook(ctx, at)
  await setEventRecording(ctx, { environmentId, isOn: false })
})
