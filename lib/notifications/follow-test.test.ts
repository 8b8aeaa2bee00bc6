import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '@/db/client'
import { makeApp, makeCompany, makeDelivery, makeDevice, makeEnvironment } from '@/db/factories'
import { deleteSessionsOf } from '@/db/queries/staff/sessions'
import { makeSession } from '@/db/staff-factories'
import { testDatabase } from '@/db/testing'
import { startWorker, type Worker } from '@/lib/deliveries/sending/worker'
import { type ScriptedAct, scriptedApns } from '@/lib/deliveries/testing/scripted-apns'
import { recordReceipt } from '@/lib/receipts/record-receipt'
import { signedIn, withKey } from '@/lib/testing/contexts'
import { readStream } from '@/lib/testing/read-stream'
import { followTest, type TestEvent } from './follow-test'
import { sendTest } from './send-test'

let database: Database
let apns: Awaited<ReturnType<typeof scriptedApns>>
let worker: Worker

beforeAll(async () => {
  database = await testDatabase()
  apns = await scriptedApns()
  worker = await startWorker({ database, connectApns: apns.connect })
})
afterAll(async () => {
  await worker.stop()
  await apns.close()
})

/** A test that support has just sent, with functions to follow it and to record its receipt. */
async function sent(...acts: ScriptedAct[]) {
  const { db } = database
  const company = await makeCompany(db)
  const app = await makeApp(db, { companyId: company.id })
  const { id: environmentId } = await makeEnvironment(db, { appId: app.id })
  const device = await makeDevice(db, { environmentId })
  apns.script(device.address, ...acts)
  const ctx = await signedIn(db, { role: 'support', companyIds: [company.id] })
  const { notification, deliveries } = await sendTest(ctx, { environmentId, deviceId: device.id, body: 'Is it there?' })
  const id = deliveries[0]?.id ?? ''
  return {
    ctx,
    id,
    environmentId,
    async follow(given: Partial<Parameters<typeof followTest>[0]> = {}) {
      const signal = new AbortController().signal
      const stream = await followTest({ ctx, database, signal, ...given }, { id })
      return readStream<TestEvent>(stream)
    },
    async receive(kind: 'received' | 'opened' = 'received') {
      const key = await withKey(db, { environmentId, kind: 'publishable' })
      await recordReceipt(key, { notificationId: notification.id, deviceToken: device.address, kind })
    },
  }
}

type Stream = ReturnType<typeof readStream<TestEvent>>

const stageOf = ({ events }: Stream) => events.findLast(({ stage }) => stage)?.stage
const until = (stream: Stream, state: string) => expect.poll(() => stageOf(stream)?.state, { interval: 5 }).toBe(state)

describe('following a test', () => {
  it('streams each stage as it happens, and ends with the phone’s receipt', async () => {
    const test = await sent({ status: 200 })
    const stream = await test.follow()
    await until(stream, 'accepted')
    expect(stream.events.filter(({ end }) => end)).toEqual([])
    await test.receive()
    await stream.ended
    expect(stageOf(stream)?.steps.map(({ kind }) => kind)).toEqual(['created', 'chosen', 'attempt', 'received'])
    expect(stream.events.at(-1)).toEqual({ end: 'received' })
  })

  it('ends when nothing more can happen', async () => {
    const test = await sent({ status: 400, reason: 'PayloadEmpty' })
    const stream = await test.follow()
    await stream.ended
    expect(stageOf(stream)?.state).toBe('failed')
    expect(stream.events.at(-1)).toEqual({ end: 'ended' })
  })

  it('shows a finished test in full to a reader who connects later', async () => {
    const test = await sent({ status: 200 })
    await until(await test.follow(), 'accepted')
    await test.receive('opened')
    const stream = await test.follow()
    await stream.ended
    expect(stream.events).toEqual([{ stage: expect.objectContaining({ id: test.id }) }, { end: 'received' }])
  })

  it('sends keep-alives, and says when its time is up', async () => {
    const test = await sent({ status: 200 })
    const stream = await test.follow({ lifeMsMax: 400, aliveEveryMs: 10 })
    await stream.ended
    expect(stream.events.at(-1)).toEqual({ end: 'time' })
    expect(stream.signs.ofLife).toBeGreaterThan(2)
  })

  it('ends with the session, and says why', async () => {
    const test = await sent({ status: 200 })
    const stream = await test.follow()
    await deleteSessionsOf(database.db, { staffId: test.ctx.staff.id })
    await stream.ended
    expect(stream.events.at(-1)).toEqual({ end: 'signed_out' })
  })

  it('continues when another session of the same person ends', async () => {
    const test = await sent({ status: 200 })
    const stream = await test.follow()
    await makeSession(database.db, { staffId: test.ctx.staff.id })
    await deleteSessionsOf(database.db, { staffId: test.ctx.staff.id, exceptId: test.ctx.staff.sessionId })
    await until(stream, 'accepted')
    await test.receive()
    await stream.ended
    expect(stream.events.at(-1)).toEqual({ end: 'received' })
  })

  it('sends nothing after its reader disconnects', async () => {
    const test = await sent({ status: 200 })
    const leaving = new AbortController()
    const stream = await test.follow({ signal: leaving.signal, aliveEveryMs: 5 })
    await until(stream, 'accepted')
    leaving.abort()
    await stream.ended
    const other = await test.follow()
    await other.leave()
    await test.receive()
    expect(stream.events.some(({ end }) => end)).toBe(false)
  })

  it('gives the same not-found error for other companies’ tests, other deliveries, and invalid IDs', async () => {
    const { db } = database
    const test = await sent({ status: 200 })
    const stranger = await signedIn(db, { role: 'support', companyIds: [(await makeCompany(db)).id] })
    const opened = { database, signal: new AbortController().signal }
    const live = await makeDelivery(db, { environmentId: test.environmentId })
    const refusals = await Promise.all(
      [
        followTest({ ...opened, ctx: stranger }, { id: test.id }),
        ...[live.id, randomUUID(), 'no id'].map((id) => followTest({ ...opened, ctx: test.ctx }, { id })),
      ].map((asked) => asked.then(undefined, (error: Error) => error)),
    )
    expect(new Set(refusals.map((error) => error instanceof Error && error.message)).size).toBe(1)
    expect(refusals).toMatchObject(refusals.map(() => ({ reason: 'not-found' })))
  })
})
