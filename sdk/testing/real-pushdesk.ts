import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SignJWT } from 'jose'
import { makeApiKey, makeEnvironment, makeProbe } from '@/db/factories'
import { findDevice } from '@/db/queries/devices/devices'
import { findProbe } from '@/db/queries/probes/probes'
import { testDatabase } from '@/db/testing'
import { startGateway } from '@/gateway/listener'
import { encrypt } from '@/lib/secrets'

const identitySecret = 'the company’s own secret, long enough'

export type RealPushdesk = Awaited<ReturnType<typeof startPushdesk>>

/** Starts the public API on a real port, with its own environment. */
export async function startPushdesk({ requiresIdentity = false } = {}) {
  const database = await testDatabase()
  const id = randomUUID()
  const environment = await makeEnvironment(database.db, {
    id,
    requiresIdentity,
    identitySecret: encrypt(identitySecret, `environments.identity_secret:${id}`),
  })
  const publishable = await makeApiKey(database.db, { environmentId: environment.id, kind: 'publishable' })
  const secret = await makeApiKey(database.db, { environmentId: environment.id, kind: 'secret' })
  const gateway = await startGateway({ database })
  const server = createServer(gateway.listener).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    database,
    environment,
    endpoint,
    publishableKey: publishable.key,
    /** Sends a request as the platform's servers do. */
    async ask(method: string, path: string, body?: unknown) {
      const response = await fetch(endpoint + path, {
        method,
        headers: { authorization: `Bearer ${secret.key}`, 'content-type': 'application/json' },
        body: body === undefined ? undefined : JSON.stringify(body),
      })
      return { status: response.status, body: await response.json() }
    },
    /** Makes a probe. Returns its push as it arrives on the phone, and a function that reads the probe's row. */
    async question(deviceId: string) {
      const one = { environmentId: environment.id, deviceId }
      const found = await findDevice(database.db, one)
      if (!found) throw new Error('no such device')
      const { id } = await makeProbe(database.db, { ...one, customerId: found.customer.id })
      const mark = { v: 1, notificationId: randomUUID(), type: 'probe', probeId: id }
      return {
        userInfo: { aps: { 'content-available': 1 }, pushdesk: mark },
        row: () => findProbe(database.db, { environmentId: environment.id, id }),
      }
    },
    signed: (userId: string, expires = '1h') =>
      new SignJWT()
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject(userId)
        .setExpirationTime(expires)
        .sign(new TextEncoder().encode(identitySecret)),
    async stop() {
      await gateway.stop()
      server.closeAllConnections()
      server.close()
    },
  }
}
