import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { isTrustedProxy } from '@/lib/client-address'
import { networkOf } from '@/lib/client-network'

/** A client that sends headers or a body byte by byte holds a connection, so both have a timeout. */
export const timeLimits = { headersTimeout: 10_000, requestTimeout: 60_000, connectionsCheckingInterval: 2_000 }

const connectionsMax = 20_000
const perAddressMax = 1_000

/**
 * Limits the connections per client and in total. Trusted proxies have no limit of their own: they carry everyone’s
 * requests.
 */
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
