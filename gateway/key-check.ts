import { clientAddress } from '@/lib/client-address'
import type { MachineContext } from '@/lib/context'
import { Refused } from '@/lib/errors'
import { contextForKey } from '@/lib/keys/context-for-key'
import { requestIdFrom } from '@/lib/request-id'
import { tellRefusal } from '@/lib/tell-refusal'
import { newTrace, type Trace, traceFrom } from '@/lib/trace'
import type { ApiCall, Gateway } from './gateway'

/** A call's headers and address, independent of the HTTP layer that received it. */
export type Caller = {
  header(name: string): string | undefined
  /** The peer's address, or the client address that a trusted proxy reports. */
  ip: string | undefined
}

export const callerOf = (c: ApiCall): Caller => new HonoCaller(c)

// A class, because a closure per call costs more than what it's used for.
class HonoCaller implements Caller {
  constructor(private readonly c: ApiCall) {}

  header(name: string) {
    return this.c.req.header(name)
  }

  get ip() {
    const incoming = this.c.env?.incoming
    return incoming && clientAddress(incoming.socket.remoteAddress, incoming.headers)
  }
}

export const requestIdOf = (caller: Pick<Caller, 'header'>) => requestIdFrom(caller.header('x-request-id'))

/** A call's IDs in its response and in the log. */
export type CallIds = { requestId: string; traceId: string }

export const callIdsOf = (caller: Pick<Caller, 'header'>): CallIds => ({
  requestId: requestIdOf(caller),
  traceId: (traceFrom(caller.header('traceparent')) ?? newTrace()).traceId,
})

/** Authenticates `Authorization: Bearer`, or `X-API-Key`, which OFREP clients send. */
export function contextOf(
  gateway: Gateway,
  caller: Caller,
  of: { requestId: string; trace?: Trace },
): MachineContext | Promise<MachineContext> {
  const key = keyIn(caller)
  const { ip } = caller
  if (!key)
    throw new Refused('signed-out', 'Send an API key: “Authorization: Bearer pk_…” or “sk_…”.', {}, 'key_missing')
  const { requestId, trace } = of
  refuseUntried(gateway, key, { ip, ...of })
  const asked = { key, requestId, trace, ip, userToken: caller.header('user-token') }
  const found = contextForKey(gateway.database.db, asked)
  if (found instanceof Promise)
    return found.then((ctx) => keptKey(gateway, key, ctx) ?? refuseKey(gateway, { ip, ...of }))
  return found ?? refuseKey(gateway, { ip, ...of })
}

export const keyIn = (caller: Caller) => bearerOf(caller) ?? caller.header('x-api-key')

type Refusing = { ip: string | undefined; requestId: string; trace?: Trace }

/** Rejects a key before its look-up if the address has failed too often. */
export function refuseUntried({ failedKeys }: Gateway, key: string, refusing: Refusing) {
  const retryAfterSeconds = failedKeys.waitBefore(key, refusing.ip)
  if (retryAfterSeconds > 0) throw throttled(refusing, retryAfterSeconds)
}

/**
 * Returns the look-up's result, and remembers whether the key worked: a working key is exempt from its address's
 * throttling.
 */
export function keptKey<Found>({ failedKeys }: Gateway, key: string, found: Found): Found {
  if (found) failedKeys.remember(key)
  else failedKeys.forget(key)
  return found
}

export function refuseKey(
  gateway: Gateway,
  refusing: Refusing,
  sentence = 'This key is unknown, expired, or revoked.',
): never {
  const { ip, requestId, trace } = refusing
  const retryAfterSeconds = gateway.failedKeys.count(ip ?? '')
  if (retryAfterSeconds > 0) throw throttled(refusing, retryAfterSeconds)
  tellRefusal('key', { ip, requestId, traceId: trace?.traceId })
  throw new Refused('signed-out', sentence, {}, 'key_invalid')
}

function throttled({ ip, requestId, trace }: Refusing, retryAfterSeconds: number) {
  tellRefusal('key_throttled', { ip, requestId, traceId: trace?.traceId })
  return new Refused('too-many', 'Too many calls with invalid keys came from this IP address.', {}, 'rate_limited', {
    retryAfterSeconds,
  })
}

/** Returns the token of `Authorization: Bearer`, whatever its spelling. */
export function bearerOf(caller: Caller): string | undefined {
  const header = caller.header('authorization')
  if (header?.startsWith('Bearer ') && !header.includes(' ', 7)) return header.slice(7)
  const match = header && /^bearer +(\S+) *$/i.exec(header)
  return match ? match[1] : undefined
}
