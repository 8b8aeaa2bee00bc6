import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import type { Duplex } from 'node:stream'

/** Starts a CONNECT proxy that resolves every name to this machine, or rejects every request with `status`. */
export async function scriptedProxy({ status = 200 } = {}) {
  const seen: { target: string; authorization: string | undefined }[] = []
  const open = new Set<Duplex>()
  const server = createServer()
  server.on('connect', (request: IncomingMessage, socket: Duplex) => {
    const { url = '', headers } = request
    seen.push({ target: url, authorization: headers['proxy-authorization'] })
    open.add(socket)
    socket.on('error', () => socket.destroy())
    if (status !== 200) return socket.end(`HTTP/1.1 ${status} No\r\n\r\n`)
    const onward = connect(Number(url.split(':').at(-1)), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      onward.pipe(socket).pipe(onward)
    })
    open.add(onward)
    onward.on('error', () => socket.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // it listens on a port, so the address isn't a path
  return {
    url: `http://ops:hid%20den@127.0.0.1:${port}`,
    seen,
    close() {
      for (const socket of open) socket.destroy()
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}
