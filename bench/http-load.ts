import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'

// Runs in its own process on plain sockets, so that the client distorts the measurement as little as possible.

export type Load = { port: number; connections: number; seconds: number; key: string; tokens?: string[] }
export type Loaded = { perSecond: number; wrong: number; tokens: string[] }

process.on('message', async (load: Load) => {
  const until = performance.now() + load.seconds * 1000
  const sent: string[] = []
  let wrong = 0
  let next = 0
  const nextToken = () => load.tokens?.[next++ % load.tokens.length] ?? randomBytes(32).toString('hex')
  const lane = async () => {
    const socket = connect(load.port, '127.0.0.1').setNoDelay()
    await new Promise((resolve) => socket.once('connect', resolve))
    while (performance.now() < until) {
      const token = nextToken()
      const status = await ask(socket, load, token)
      if (status === (load.tokens ? 200 : 201)) sent.push(token)
      else wrong += 1
    }
    socket.destroy()
  }
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: load.connections }, lane))
  const perSecond = sent.length / ((performance.now() - startedAt) / 1000)
  process.send?.({ perSecond, wrong, tokens: sent } satisfies Loaded)
})

function ask(socket: Socket, { key }: Load, deviceToken: string): Promise<number> {
  const body = JSON.stringify({
    deviceToken,
    user: { id: `customer-${deviceToken.slice(0, 16)}` },
    permission: 'authorized',
    appVersion: '5.12.0',
    sdkVersion: '1.4.0',
    locale: 'en-GB',
  })
  socket.write(
    `PUT /api/v1/devices HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
  return new Promise((resolve) => {
    let received = ''
    const hear = (chunk: Buffer) => {
      received += chunk.toString('latin1')
      const end = received.indexOf('\r\n\r\n')
      const length = /content-length: (\d+)/i.exec(received)?.[1]
      if (end < 0 || received.length < end + 4 + Number(length ?? 0)) return
      socket.off('data', hear)
      resolve(Number(received.slice(9, 12)))
    }
    socket.on('data', hear)
  })
}
