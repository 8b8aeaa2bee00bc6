import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { unique } from '@/db/factories'
import { insertSimulatedFault, simulatedFaultsOf } from '@/db/queries/simulator/simulated-faults'
import { rawClient } from '@/lib/apns/testing/raw-client'
import { token } from '@/lib/apns/testing/simulated-apns'
import { simulatedDevice } from '@/lib/apns/testing/simulated-device'
import { simulatorOnDatabase } from '@/lib/apns/testing/simulator-on-database'
import { startSimulator } from './start-simulator'
import { storedChannels } from './stored-channels'

const running = simulatorOnDatabase()
afterEach(() => running.simulator.simulator.reset())

async function control(method: string, path: string, body?: unknown) {
  const response = await running.control(method, path, body)
  expect(response.status).toBeLessThan(300)
  return response.status === 204 ? undefined : response.json()
}

describe('the simulator of several processes', () => {
  it('shares its channels, and never exceeds the channel limit of an app', async () => {
    const [here, there] = [storedChannels(running.database.db), storedChannels(running.database.db)]
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
    const { send, rows } = await simulatedDevice(running)
    await send()
    await storedChannels(running.database.db).add(
      'sandbox',
      { channelId: unique('channel'), bundleId: 'com.example.emptied', storagePolicy: 0 },
      10,
    )
    await control('POST', '/reset')
    expect(await rows()).toEqual(new Map())
    expect(await storedChannels(running.database.db).ofApp('sandbox', 'com.example.emptied')).toEqual([])
    expect(await control('GET', '/state')).toMatchObject({ faults: [], observations: { answers: {} } })
  })

  it('writes the origins of the channel API to its control file', async () => {
    const file = JSON.parse(await readFile(join(running.folder, 'simulator', 'control.json'), 'utf8'))
    expect(file.channelOrigins).toEqual(running.simulator.simulator.channelOrigins)
  })

  it('counts how often a fault was triggered across all processes', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'pushdesk-'))
    const other = await startSimulator({ database: running.database, dataDir: elsewhere, hasControl: false })
    const { environmentId, bundleId } = await simulatedDevice(running)
    await insertSimulatedFault(running.database.db, {
      environmentId,
      title: 'Answer 503',
      faults: [{ effect: { kind: 'answer', status: 503, reason: 'ServiceUnavailable' } }],
      createdByName: 'Test',
    })
    await control('PUT', '/devices', { devices: [] })
    await expect.poll(() => other.simulator.faults.report().length).toBe(1)
    for (const [one, times] of [
      [running.simulator, 2],
      [other, 3],
    ] as const) {
      const client = await rawClient(one.origins.production, one.caPem)
      for (let count = 0; count < times; count++)
        await client.ask({ ':path': `/3/device/${token()}`, 'apns-topic': bundleId })
      client.close()
    }
    const struck = async () => (await simulatedFaultsOf(running.database.db, { environmentId }))[0]?.hitCount
    await expect.poll(struck).toBe(5)
    await other.close()
    await rm(elsewhere, { recursive: true })
    expect(await struck()).toBe(5)
  })
})
