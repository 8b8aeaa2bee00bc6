import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '@/db/client'
import { deviceTokenHex, makeEnvironment, unique } from '@/db/factories'
import { insertSimulatedFault, simulatedFaultsOf } from '@/db/queries/simulator/simulated-faults'
import { simulatedPushesOf } from '@/db/queries/simulator/simulator'
import { testDatabase } from '@/db/testing'
import { closeEnvironmentTransports, environmentTransport } from '@/lib/apns/environment-transport'
import { rawClient } from '@/lib/apns/testing/raw-client'
import { token } from '@/lib/apns/testing/simulated-apns'
import type { ApnsRequest } from '@/lib/apns/transport/apns-request'
import { refuseRows } from '@/lib/testing/refuse-rows'
import { startSimulator } from './start-simulator'
import { storedChannels } from './stored-channels'

type Started = Awaited<ReturnType<typeof startSimulator>>

let database: Database
let folder: string
let simulator: Started

beforeAll(async () => {
  database = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), 'pushdesk-'))
  simulator = await startSimulator({ database, dataDir: folder })
})
afterEach(() => simulator.simulator.reset())
afterAll(async () => {
  await closeEnvironmentTransports()
  await simulator.close()
  await rm(folder, { recursive: true })
})

async function control(method: string, path: string, body?: unknown) {
  const response = await fetch(`${simulator.control?.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${simulator.control?.token}` },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  expect(response.status).toBeLessThan(300)
  return response.status === 204 ? undefined : response.json()
}

async function device(state?: string) {
  const { id: environmentId } = await makeEnvironment(database.db, { name: 'production' })
  const found = await environmentTransport(database, { environmentId })
  if ('missing' in found) throw new Error(found.missing)
  const deviceToken = deviceTokenHex()
  const ofIt = { environmentName: 'production' as const, token: deviceToken }
  const become = (next: string) =>
    control('PUT', '/devices', { devices: [{ ...ofIt, topic: found.bundleId, state: next }] })
  if (state) await become(state)
  const send = async (given: Partial<ApnsRequest> = {}) => {
    const id = uuidv7()
    const payload = Buffer.from('{"aps":{"alert":"hello"}}')
    const push = { deviceToken, topic: found.bundleId, id, pushType: 'alert', payload, ...given }
    expect(await found.transport.send(push)).toMatchObject({ status: 200 })
    return id
  }
  const rows = async () => {
    const all = await simulatedPushesOf(database.db, ofIt)
    return new Map(all.map((row) => [row.apnsId, row]))
  }
  const fates = async (ids: string[]) => {
    const all = await rows()
    return ids.map((id) => [all.get(id)?.fate, all.get(id)?.deviceOutcomeReason])
  }
  return { become, send, fates, rows, environmentId, bundleId: found.bundleId }
}

const silent = { pushType: 'background', priority: 5, payload: Buffer.from('{"aps":{"content-available":1}}') }

describe('a batch of pushes', () => {
  it('fails only for the push that the database rejects', async () => {
    const refusing = await refuseRows(database, {
      table: 'simulated_pushes',
      when: `new.headers->>'apns-collapse-id' = 'poison'`,
      code: '22P05',
    })
    const { send, fates } = await device()
    const sent = await Promise.allSettled(
      Array.from({ length: 15 }, (_, index) => send({ collapseId: index === 9 ? 'poison' : `${index}` })),
    )
    await refusing.mend()
    expect(sent.map(({ status }) => status)).toEqual(sent.map((_, index) => (index === 9 ? 'rejected' : 'fulfilled')))
    const ids = sent.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    for (const [fate] of await fates(ids)) expect(fate).toBe('delivered')
  })
})

describe('a device in low-power mode', () => {
  it('receives a push of priority 5 when its window opens', async () => {
    const { send, fates } = await device('low_power')
    const id = await send({ priority: 5 })
    expect(await fates([id])).toEqual([['stored', 'power']])
    await control('PUT', '/clock', { offsetMs: 60_000 })
    expect(await fates([id])).toEqual([['delivered', 'stored before']])
  })

  it('isn’t woken by priority 1, however long that takes', async () => {
    const { send, fates, become } = await device('low_power')
    const id = await send({ priority: 1 })
    await control('PUT', '/clock', { offsetMs: 600_000 })
    expect(await fates([id])).toEqual([['stored', 'power']])
    await become('active')
    expect(await fates([id])).toEqual([['delivered', 'stored before']])
  })

  it('is woken by priority 10, and then receives the waiting pushes too', async () => {
    const { send, fates } = await device('low_power')
    const ids = [await send({ priority: 1 }), await send({ priority: 10 })]
    expect(await fates(ids)).toEqual([
      ['delivered', 'stored before'],
      ['delivered', 'woke the device'],
    ])
  })

  it('never receives a push that has expired when its window opens', async () => {
    const { send, fates } = await device('low_power')
    const id = await send({ priority: 5, expiration: Math.floor(Date.now() / 1000) + 5 })
    await control('PUT', '/clock', { offsetMs: 60_000 })
    expect(await fates([id])).toEqual([['discarded', 'expired']])
  })
})

describe('a device', () => {
  it('shows only the newest push for each collapse ID', async () => {
    const { send, fates } = await device()
    const ids = [await send({ collapseId: 'a' }), await send({ collapseId: 'b' }), await send({ collapseId: 'a' })]
    expect(await fates(ids)).toEqual([
      ['delivered', 'replaced'],
      ['delivered', null],
      ['delivered', null],
    ])
  })

  it('is woken by at most three silent pushes an hour, and again in the next hour', async () => {
    const { send, fates } = await device()
    // The full range in which one provider token is valid: a minute before its issue to an hour after.
    await control('PUT', '/clock', { offsetMs: -50_000 })
    const ids = [await send(silent), await send(silent), await send(silent), await send(silent)]
    await control('PUT', '/clock', { offsetMs: 3_560_000 })
    ids.push(await send(silent))
    expect(await fates(ids)).toEqual([
      ['delivered', null],
      ['delivered', null],
      ['delivered', null],
      ['discarded', 'background budget'],
      ['delivered', null],
    ])
  })

  it('can receive pushes out of order, but each only once', async () => {
    const { send, rows } = await device()
    await control('PUT', '/seed', { seed: 7 })
    await control('PUT', '/faults', { faults: [{ effect: { kind: 'reorder', ms: 60_000 } }] })
    const sent = []
    for (let count = 0; count < 6; count++) sent.push(await send())
    expect([...(await rows()).values()].map(({ fate, deviceOutcomeReason }) => [fate, deviceOutcomeReason])).toEqual(
      sent.map(() => ['stored', 'on its way']),
    )
    for (const offsetMs of [10_000, 20_000, 30_000, 40_000, 50_000, 61_000])
      await control('PUT', '/clock', { offsetMs })
    const arrived = [...(await rows()).values()].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
    expect(new Set(arrived.map(({ deviceOutcomeReason }) => deviceOutcomeReason))).toEqual(
      new Set(['held up on its way']),
    )
    expect(arrived.map(({ apnsId }) => apnsId).sort()).toEqual([...sent].sort())
    expect(arrived.map(({ apnsId }) => apnsId)).not.toEqual(sent)
  })

  it('has log entries with what Apple’s console shows, and with each push’s key and stream', async () => {
    const { send, rows } = await device()
    const id = await send()
    expect((await rows()).get(id)).toMatchObject({
      payloadHash: expect.stringMatching(/^[\w-]{43}$/),
      keyId: expect.stringMatching(/^[A-Z2-9]{10}$/),
      connectionId: expect.any(Number),
      streamId: expect.any(Number),
      uniqueId: null,
    })
  })
})

describe('the simulator of several processes', () => {
  it('shares its channels, and never exceeds the channel limit of an app', async () => {
    const [here, there] = [storedChannels(database.db), storedChannels(database.db)]
    const bundleId = unique('com.example')
    const channels = Array.from({ length: 4 }, () => ({
      channelId: unique('channel'),
      bundleId,
      storagePolicy: 1 as const,
    }))
    const added = await Promise.all(channels.map((one, at) => (at % 2 ? here : there).add('sandbox', one, 3)))
    expect(added.filter(Boolean)).toHaveLength(3)
    const [first] = await there.ofApp('sandbox', bundleId)
    expect(await here.find('sandbox', first?.channelId ?? '')).toEqual(first)
    expect(await here.find('production', first?.channelId ?? '')).toBeUndefined()
    await here.remove('sandbox', first?.channelId ?? '')
    expect(await there.ofApp('sandbox', bundleId)).toHaveLength(2)
  })

  it('is emptied completely by a reset', async () => {
    const { send, rows } = await device()
    await send()
    await storedChannels(database.db).add(
      'sandbox',
      { channelId: unique('channel'), bundleId: 'com.example.emptied', storagePolicy: 0 },
      10,
    )
    await control('POST', '/reset')
    expect(await rows()).toEqual(new Map())
    expect(await storedChannels(database.db).ofApp('sandbox', 'com.example.emptied')).toEqual([])
    expect(await control('GET', '/state')).toMatchObject({ faults: [], observations: { answers: {} } })
  })

  it('writes the origins of the channel API to its control file', async () => {
    const file = JSON.parse(await readFile(join(folder, 'simulator', 'control.json'), 'utf8'))
    expect(file.channelOrigins).toEqual(simulator.simulator.channelOrigins)
  })

  it('counts how often a fault was triggered across all processes', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'pushdesk-'))
    const other = await startSimulator({ database, dataDir: elsewhere, hasControl: false })
    const { environmentId, bundleId } = await device()
    await insertSimulatedFault(database.db, {
      environmentId,
      title: 'Answer 503',
      faults: [{ effect: { kind: 'answer', status: 503, reason: 'ServiceUnavailable' } }],
      createdByName: 'Test',
    })
    await control('PUT', '/devices', { devices: [] })
    await expect.poll(() => other.simulator.faults.report().length).toBe(1)
    for (const [one, times] of [
      [simulator, 2],
      [other, 3],
    ] as const) {
      const client = await rawClient(one.origins.production, one.caPem)
      for (let count = 0; count < times; count++)
        await client.ask({ ':path': `/3/device/${token()}`, 'apns-topic': bundleId })
      client.close()
    }
    const struck = async () => (await simulatedFaultsOf(database.db, { environmentId }))[0]?.hitCount
    await expect.poll(struck).toBe(5)
    await other.close()
    await rm(elsewhere, { recursive: true })
    expect(await struck()).toBe(5)
  })
})
