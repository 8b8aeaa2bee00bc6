import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { connect } from 'node:http2'
import apn from '@parse/node-apn'
import { createProviderTokens, memoryTokenStore, signProviderToken } from '@/lib/apns/transport/provider-tokens'
import { ApnsTransport } from '@/lib/apns/transport/transport'

/** Sends one push; resolves when the server has accepted it. */
export type Client = { name: string; send(deviceToken: string): Promise<void>; close(): Promise<void> }
type At = { port: number; ca: string }

const topic = 'com.example.app'
const payload = { aps: { alert: { title: 'Northwind', body: 'x'.repeat(200) }, sound: 'default' }, pushdesk: { v: 1 } }
const encoded = Buffer.from(JSON.stringify(payload))
const privateKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
  type: 'pkcs8',
  format: 'pem',
})
const key = { keyId: 'KEY4567890', teamId: 'TEAM567890', privateKey: privateKey.toString() }

/** The minimal client: one session, without a queue, deadlines, or error handling. */
export async function bareHttp2({ port, ca }: At): Promise<Client> {
  const session = connect(`https://localhost:${port}`, { ca, maxSessionMemory: 128 })
  await new Promise((resolve) => session.once('remoteSettings', resolve))
  const authorization = `bearer ${signProviderToken(key, Date.now())}`
  return {
    name: 'bare node:http2',
    send: (deviceToken) =>
      new Promise((resolve, reject) => {
        const stream = session.request({
          ':method': 'POST',
          ':path': `/3/device/${deviceToken}`,
          authorization,
          'apns-id': randomUUID(),
          'apns-topic': topic,
          'apns-push-type': 'alert',
        })
        let status: number | undefined
        stream.on('response', (headers) => {
          status = headers[':status']
        })
        stream.on('error', reject)
        stream.on('end', () => (status === 200 ? resolve() : reject(new Error(`answered ${status}`))))
        stream.resume()
        stream.end(encoded)
      }),
    close: () => new Promise((resolve) => session.close(resolve)),
  }
}

export async function ourTransport({ port, ca }: At): Promise<Client> {
  const tokens = createProviderTokens({ key, store: memoryTokenStore() })
  const transport = new ApnsTransport({ origin: `https://localhost:${port}`, ca, tokens })
  return {
    name: 'our transport',
    async send(deviceToken) {
      const answer = await transport.send({
        deviceToken,
        topic,
        id: randomUUID(),
        pushType: 'alert',
        payload: encoded,
      })
      if (answer.status !== 200) throw new Error(JSON.stringify(answer))
    },
    close: () => transport.close(),
  }
}

export async function nodeApn({ port, ca }: At): Promise<Client> {
  // A variable rather than a literal: the library accepts `ca`, but its types omit it.
  const options = {
    token: { key: key.privateKey, keyId: key.keyId, teamId: key.teamId },
    address: 'localhost',
    port,
    ca: [ca],
    production: true,
    connectionRetryLimit: 0,
  }
  const provider = new apn.Provider(options)
  return {
    name: '@parse/node-apn',
    async send(deviceToken) {
      const notification = new apn.Notification()
      notification.rawPayload = payload
      notification.topic = topic
      notification.pushType = 'alert'
      const { failed } = await provider.send(notification, deviceToken)
      if (failed.length > 0) throw new Error(JSON.stringify(failed))
    },
    async close() {
      await provider.shutdown()
    },
  }
}
