import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '@/db/client'
import { deviceTokenHex, makeEnvironment } from '@/db/factories'
import { simulatedPushesOf } from '@/db/queries/simulator/simulator'
import { testDatabase } from '@/db/testing'
import { closeEnvironmentTransports, environmentTransport } from '@/lib/apns/environment-transport'
import { startSimulator } from './start-simulator'

let database: Database
let folder: string
let simulator: Awaited<ReturnType<typeof startSimulator>>

beforeAll(async () => {
  database = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), 'pushdesk-'))
  simulator = await startSimulator({ database, dataDir: folder })
})
afterAll(async () => {
  await closeEnvironmentTransports()
  await simulator.close()
  await rm(folder, { recursive: true })
})

async function sender() {
  const { id: environmentId } = await makeEnvironment(database.db, { name: 'production' })
  const found = await environmentTransport(database, { environmentId })
  if ('missing' in found) throw new Error(found.missing)
  const deviceToken = deviceTokenHex()
  const send = (expiration?: number) =>
    found.transport.send({
      deviceToken,
      topic: found.bundleId,
      id: uuidv7(),
      pushType: 'alert',
      expiration,
      payload: Buffer.from('{"aps":{"alert":"hello"}}'),
    })
  const fates = async () =>
    (await simulatedPushesOf(database.db, { environmentName: 'production', token: deviceToken })).map(
      ({ fate, deviceOutcomeReason }) => [fate, deviceOutcomeReason],
    )
  const become = (state: string) =>
    control('PUT', '/devices', {
      devices: [{ environmentName: 'production', token: deviceToken, topic: found.bundleId, state }],
    })
  return { deviceToken, send, fates, become, bundleId: found.bundleId }
}

async function control(method: string, path: string, body?: unknown, token = simulator.control?.token) {
  return fetch(`${simulator.control?.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
}

describe('the simulator of a process', () => {
  it('stores the newest push for an offline device, and delivers it when the device is back', async () => {
    const { send, fates, become } = await sender()
    await become('offline')
    await send()
    await send()
    expect(await fates()).toEqual([
      ['stored', 'offline'],
      ['discarded', 'overwritten'],
    ])
    await become('active')
    expect(await fates()).toContainEqual(['delivered', 'stored before'])
  })

  it('doesn’t store a push that may be tried only once', async () => {
    const { send, fates, become } = await sender()
    await become('offline')
    await send(0)
    expect(await fates()).toEqual([['discarded', 'offline, not to be stored']])
  })

  it('is controlled over HTTP by clients that can read its control file', async () => {
    const file = join(folder, 'simulator', 'control.json')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ ...simulator.control, origins: simulator.origins })
    expect((await control('GET', '/state', undefined, 'wrong')).status).toBe(401)
    expect((await control('PUT', '/faults', { faults: [{ effect: { kind: 'nonsense' } }] })).status).toBe(400)

    const { send, deviceToken } = await sender()
    await control('PUT', '/faults', {
      faults: [{ token: deviceToken, effect: { kind: 'answer', status: 500, reason: 'InternalServerError' } }],
    })
    expect(await send()).toMatchObject({ status: 500, reason: 'InternalServerError' })
    expect((await control('DELETE', '/faults')).status).toBe(204)
    expect(await send()).toMatchObject({ status: 200 })
    const pushes = await (await control('GET', `/pushes?environment=production&token=${deviceToken}`)).json()
    expect(pushes).toHaveLength(2)
    const state = await (await control('GET', '/state')).json()
    expect(state.observations).toMatchObject({ acceptedMoreThanOnce: [], streamsAboveLimit: 0 })
  })
})
