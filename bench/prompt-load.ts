import { connect } from 'node:net'

// Runs in its own process with plain sockets and prebuilt requests, so that the server, not the client, is measured.

export type PromptLoad = { port: number; connections: number; seconds: number; key: string }
export type PromptLoaded = { perSecond: number; wrong: number }

const customers = 10_000

process.on('message', async ({ port, connections, seconds, key }: PromptLoad) => {
  const requests = Array.from({ length: customers }, (_, index) => requestOf(key, `customer-${index}`))
  const until = performance.now() + seconds * 1_000
  let [answered, wrong, next] = [0, 0, 0]
  const lane = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1').setNoDelay().setEncoding('latin1')
      const ask = () => socket.write(requests[next++ % customers] ?? '')
      let received = ''
      socket.once('connect', ask).once('error', reject)
      socket.on('data', (chunk: string) => {
        received += chunk
        if (!isWhole(received)) return
        if (received.startsWith('HTTP/1.1 200')) answered += 1
        else wrong += 1
        received = ''
        if (performance.now() < until) return ask()
        socket.destroy()
        resolve()
      })
    })
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: connections }, lane))
  process.send?.({ perSecond: answered / ((performance.now() - startedAt) / 1_000), wrong } satisfies PromptLoaded)
})

/** Both servers respond with one JSON object that ends the message, by content length or by an empty chunk. */
const isWhole = (received: string) => received.endsWith('}') || received.endsWith('0\r\n\r\n')

function requestOf(key: string, targetingKey: string) {
  const body = JSON.stringify({
    context: {
      targetingKey,
      permission: 'notDetermined',
      appVersion: '5.12.0',
      sdkVersion: '3.4.0',
      locale: 'en-GB',
      country: 'GB',
    },
  })
  return `POST /ofrep/v1/evaluate/flags/push-permission-prompt HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}
