import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { deviceTokenHex, makeEnvironment } from '@/db/factories'
import { newId } from '@/db/new-id'
import { simulatedPushesOf } from '@/db/queries/simulator/simulator'
import { environmentTransport } from '@/lib/apns/environment-transport'
import { simulatorOnDatabase } from '@/lib/apns/testing/simulator-on-database'

const running = simulatorOnDatabase()

async function sender() {
  const { id: environmentId } = await makeEnvironment(running.database.db, { name: 'production' })
  const found = await environmentTransport(running.database, { environmentId })
  if ('missing' in found) throw new Error(found.missing)
  const deviceToken = deviceTokenHex()
  const send = (expiration?: number) =>
    found.transport.send({
      deviceToken,
      topic: found.bundleId,
      id: newId(),
      pushType: 'alert',
      expiration,
      payload: Buffer.from('{"aps":{"alert":"hello"}}'),
    })
  const fates = async () =>
    (await simulatedPushesOf(running.database.db, { environmentName: 'production', token: deviceToken })).map(
      ({ fate, deviceOutcomeReason }) => [fate, deviceOutcomeReason],
    )
  const become = (state: string) =>
    running.control('PUT', '/devices', {
      devices: [{ environmentName: 'production', token: deviceToken, topic: found.bundleId, state }],
    })
  return { deviceToken, send, fates, become, bundleId: found.bundleId }
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
    const file = join(running.folder, 'simulator', 'control.json')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
      ...running.simulator.control,
      origins: running.simulator.origins,
    })
    expect((await running.control('GET', '/state', undefined, 'wrong')).status).toBe(401)
    expect((await running.control('PUT', '/faults', { faults: [{ effect: { kind: 'nonsense' } }] })).status).toBe(400)

    const { send, deviceToken } = await sender()
    await running.control('PUT', '/faults', {
      faults: [{ token: deviceToken, effect: { kind: 'answer', status: 500, reason: 'InternalServerError' } }],
    })
    expect(await send()).toMatchObject({ status: 500, reason: 'InternalServerError' })
    expect((await running.control('DELETE', '/faults')).status).toBe(204)
    expect(await send()).toMatchObject({ status: 200 })
    const pushes = await (await running.control('GET', `/pushes?environment=production&token=${deviceToken}`)).json()
    expect(pushes).toHaveLength(2)
    const state = await (await running.control('GET', '/state')).json()
    expect(state.observations).toMatchObject({ acceptedMoreThanOnce: [], streamsAboveLimit: 0 })
  })
})
