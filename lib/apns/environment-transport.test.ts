import { describe, expect, it } from 'vitest'
import { deviceTokenHex, makeEnvironment } from '@/db/factories'
import { newId } from '@/db/new-id'
import { apnsSetup } from '@/db/queries/settings/apns'
import { changeCredential } from '@/db/queries/settings/credential-settings'
import { simulatedPushesOf } from '@/db/queries/simulator/simulator'
import { awayDatabase } from '@/lib/testing/away-database'
import { closeEnvironmentTransports, environmentTransport } from './environment-transport'
import { simulatorOnDatabase } from './testing/simulator-on-database'

const running = simulatorOnDatabase()

const payload = Buffer.from(JSON.stringify({ aps: { alert: 'hello' } }))

async function ready(environmentId: string) {
  const found = await environmentTransport(running.database, { environmentId })
  if ('missing' in found) throw new Error(found.missing)
  return found
}

describe('environmentTransport', () => {
  it('signs pushes with the environment’s own key, and the simulator verifies and records them', async () => {
    const environment = await makeEnvironment(running.database.db, { name: 'sandbox' })
    const { transport, bundleId, isSimulated } = await ready(environment.id)
    const deviceToken = deviceTokenHex()
    const id = newId()
    const answer = await transport.send({ deviceToken, topic: bundleId, id, pushType: 'alert', payload })
    expect(answer).toMatchObject({
      status: 200,
      response: { headers: { 'apns-id': id } },
      apnsUniqueId: expect.any(String),
    })
    expect(isSimulated).toBe(true)
    const [push] = await simulatedPushesOf(running.database.db, { environmentName: 'sandbox', token: deviceToken })
    expect(push).toMatchObject({ apnsId: id, status: 200, topic: bundleId, fate: 'delivered', lints: [] })
    expect(push?.headers.authorization).toBe('bearer …')
  })

  it('succeeds on the next call after the database was down', async () => {
    await closeEnvironmentTransports()
    const { database: stopped, close } = await awayDatabase('stopped')
    const { id: environmentId } = await makeEnvironment(running.database.db)
    await expect(environmentTransport(stopped, { environmentId })).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    expect(await ready(environmentId)).toMatchObject({ isSimulated: true })
    await close()
  })

  it('returns the same connection to every caller', async () => {
    const environment = await makeEnvironment(running.database.db)
    const [one, two] = await Promise.all([ready(environment.id), ready(environment.id)])
    expect(one.transport).toBe(two.transport)
  })

  it('returns no connection once the key is revoked, and creates no new key', async () => {
    const environment = await makeEnvironment(running.database.db)
    const { credentialId } = await ready(environment.id)
    await changeCredential(running.database.db, { environmentId: environment.id, credentialId, revokedAt: new Date() })
    await closeEnvironmentTransports()
    expect(await environmentTransport(running.database, { environmentId: environment.id })).toEqual({
      missing: 'no_credential',
    })
    expect((await apnsSetup(running.database.db, { environmentId: environment.id }))?.credential).toBeNull()
  })
})
