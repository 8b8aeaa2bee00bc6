import { isIP } from 'node:net'
import { addressList } from './address-list'
import { env } from './env'

let trusted: ((address: string | undefined) => boolean) | undefined
/** Caches the last match: most requests come through the same proxy, and parsing an address takes a microsecond. */
let lastTrusted: string | undefined

/** Whether the address is listed in TRUSTED_PROXIES. X-Forwarded-For is ignored from any other peer. */
export function isTrustedProxy(address: string | undefined): boolean {
  if (address !== undefined && address === lastTrusted) return true
  trusted ??= addressList(env().TRUSTED_PROXIES)
  if (!trusted(address)) return false
  lastTrusted = address
  return true
}

/**
 * The client's IP address: the socket's peer, or the address that the trusted proxies in front of us report. Each proxy
 * appends its own peer's address, so the list is read from the end for as long as it names trusted proxies.
 */
export function clientAddress(
  peer: string | undefined,
  headers: { 'x-forwarded-for'?: string | string[] | undefined; [name: string]: unknown },
  isTrusted = isTrustedProxy,
): string | undefined {
  const forwarded = headers['x-forwarded-for']
  if (forwarded === undefined || !isTrusted(peer)) return peer
  const named = String(forwarded).split(',', 1_000)
  let client = peer
  for (const one of named.reverse()) {
    const address = bareAddress(one.trim())
    if (address === undefined) return client
    client = address
    if (!isTrusted(client)) return client
  }
  return client
}

/** Strips the port that some proxies append: `192.0.2.7:4711`, `[2001:db8::1]:4711`. */
function bareAddress(text: string): string | undefined {
  const bare = text.startsWith('[')
    ? text.slice(1, text.indexOf(']'))
    : text.includes('.')
      ? text.split(':', 1)[0]
      : text
  return bare !== undefined && isIP(bare) > 0 ? bare : undefined
}
