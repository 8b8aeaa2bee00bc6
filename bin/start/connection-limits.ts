import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { isTrustedProxy } from '@/lib/client-address'
import { networkOf } from '@/lib/client-network'

/** Whoever sends a header or a body drop by drop holds a connection, so both have their time. */
export const timeLimits = { headersTimeout: 10_000, requestTimeout: 60_000, connectionsCheckingInterval: 2_000 }

const connectionsMax = 20_000
const perAddressMax = 1_000

/** A stranger gets so many connections, and all of them together as many as the process has room for. A proxy’s are everyone’s. */
export function limitConnections(server: Server, { perAddress = perAddressMax, all = connectionsMax } = {}) {
  const open = new Map<string, number>()
  server.maxConnections = all
  server.on('connection', (socket: Socket) => {
    const { remoteAddress } = socket
    if (remoteAddress === undefined || isTrustedProxy(remoteAddress)) return
    const address = networkOf(remoteAddress)
    const count = (open.get(address) ?? 0) + 1
    if (count > perAddress) return socket.destroy()
    open.set(address, count)
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1
      if (left > 0) open.set(address, left)
      else open.delete(address)
    })
  })
}
