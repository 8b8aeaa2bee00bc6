import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect, Socket } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { limitConnections, timeLimits } from './connection-limits'

const open: { end(): void }[] = []
afterEach(() => {
  for (const one of open.splice(0)) one.end()
})

async function serving(options = {}) {
  const server = createServer(options, (request, response) => {
    request.resume().on('end', () => response.end('whole'))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  open.push({ end: () => void server.close().closeAllConnections() })
  return { server, port: (server.address() as AddressInfo).port } // the server listens on a port
}

function dial(port: number): Socket {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  open.push({ end: () => socket.destroy() })
  return socket
}

const quick = { headersTimeout: 50, requestTimeout: 80, connectionsCheckingInterval: 20 }

it.each([
  ['a header', 'GET / HTTP/1.1\r\nx-slow: '],
  ['a body', 'POST / HTTP/1.1\r\nhost: here\r\ncontent-length: 1000\r\n\r\nslow'],
])('closes a connection with %s that never ends', async (_, begun) => {
  const { port } = await serving(quick)
  const socket = dial(port)
  socket.write(begun)
  const chunks: Buffer[] = []
  socket.on('data', (chunk: Buffer) => chunks.push(chunk))
  await once(socket, 'close')
  expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1\.1 408 /)
})

it('the server’s timeouts are short enough to matter and long enough for an upload', () => {
  expect(timeLimits.headersTimeout).toBeLessThanOrEqual(10_000)
  expect(timeLimits.requestTimeout).toBe(60_000)
})

it('rejects connections beyond the process’s limit', async () => {
  const { server, port } = await serving()
  limitConnections(server, { all: 2 })
  const [first, second] = [dial(port), dial(port)]
  await Promise.all([once(first, 'connect'), once(second, 'connect')])
  const third = dial(port)
  await once(third, 'close')
  expect([first.destroyed, second.destroyed]).toEqual([false, false])
})

it('rejects connections beyond a client’s limit until one closes, except from a proxy', () => {
  const server = createServer()
  server.removeAllListeners('connection')
  limitConnections(server, { perAddress: 2 })
  const from = (remoteAddress: string) => {
    const socket = new Socket()
    Object.defineProperty(socket, 'remoteAddress', { value: remoteAddress })
    server.emit('connection', socket)
    return socket
  }
  const strangers = [1, 2, 3].map(() => from('203.0.113.7'))
  const proxied = [1, 2, 3].map(() => from('127.0.0.1'))
  expect(strangers.map(({ destroyed }) => destroyed)).toEqual([false, false, true])
  expect(proxied.map(({ destroyed }) => destroyed)).toEqual([false, false, false])
  const household = [1, 2, 3].map((n) => from(`2001:db8:1:2::${n}`))
  expect(household.map(({ destroyed }) => destroyed)).toEqual([false, false, true])
  strangers[0]?.emit('close')
  expect(from('203.0.113.7').destroyed).toBe(false)
})
