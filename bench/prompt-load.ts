import { connect, type Socket } from 'node:net'

// A process of its own, on plain sockets, so that the client costs as little as it can of what is measured.

export type PromptLoad = { port: number; connections: number; seconds: number; key: string }
export type PromptLoaded = { perSecond: number; wrong: number }

process.on('message', async ({ port, connections, seconds, key }: PromptLoad) => {
  const until = performance.now() + seconds * 1_000
  let [answered, wrong, next] = [0, 0, 0]
  const lane = async () => {
    const socket = connect(port, '127.0.0.1').setNoDelay()
    await new Promise((resolve) => socket.once('connect', resolve))
    while (performance.now() < until) {
      const isGood = await ask(socket, key, `customer-${next++ % 10_000}`)
      if (isGood) answered += 1
      else wrong += 1
    }
    socket.destroy()
  }
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: connections }, lane))
  process.send?.({ perSecond: answered / ((performance.now() - startedAt) / 1_000), wrong } satisfies PromptLoaded)
})

function ask(socket: Socket, key: string, targetingKey: string): Promise<boolean> {
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
  socket.write(
    `POST /ofrep/v1/evaluate/flags/push-permission-prompt HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
  return new Promise((resolve) => {
    let received = ''
    const hear = (chunk: Buffer) => {
      received += chunk.toString('latin1')
      const end = received.indexOf('\r\n\r\n')
      if (end < 0) return
      const length = /content-length: (\d+)/i.exec(received)?.[1]
      const isWhole = length ? received.length >= end + 4 + Number(length) : received.endsWith('0\r\n\r\n')
      if (!isWhole) return
      socket.off('data', hear)
      resolve(received.slice(9, 12) === '200')
    }
    socket.on('data', hear)
  })
}
