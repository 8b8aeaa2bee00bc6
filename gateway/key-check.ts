import type { MachineContext } from '@/lib/context'
import { Refused } from '@/lib/errors'
import { contextForKey } from '@/lib/keys/context-for-key'
import { requestIdFrom } from '@/lib/request-id'
import type { Asked, Gateway } from './gateway'

/** What a call says of itself beside its body, whoever took it in. */
export type Caller = {
  header(name: string): string | undefined
  /** The connection's other end, never a header that anybody can write. */
  ip: string | undefined
}

export const callerOf = (c: Asked): Caller => new HonoCaller(c)

// A class, because a closure for each call costs more than what is asked of it.
class HonoCaller implements Caller {
  constructor(private readonly c: Asked) {}

  header(name: string) {
    return this.c.req.header(name)
  }

  get ip() {
    return this.c.env?.incoming?.socket.remoteAddress
  }
}

export const requestIdOf = (caller: Pick<Caller, 'header'>) => requestIdFrom(caller.header('x-request-id'))

/** `Authorization: Bearer`, or `X-API-Key`, which OFREP clients send. */
export function contextOf(
  gateway: Gateway,
  caller: Caller,
  requestId: string,
): MachineContext | Promise<MachineContext> {
  const key = bearer(caller.header('authorization')) ?? caller.header('x-api-key')
  const { ip } = caller
  if (!key)
    throw new Refused('signed-out', 'Send an API key: “Authorization: Bearer pk_…” or “sk_…”.', {}, 'key_missing')
  const asked = { key, requestId, ip, userToken: caller.header('user-token') }
  const found = contextForKey(gateway.database.db, asked)
  if (found instanceof Promise) return found.then((ctx) => ctx ?? refuse(gateway, ip))
  return found ?? refuse(gateway, ip)
}

function refuse(gateway: Gateway, ip: string | undefined): never {
  const retryAfterSeconds = gateway.failedKeys.count(ip ?? '')
  if (retryAfterSeconds > 0)
    throw new Refused('too-many', 'Too many calls with invalid keys came from this IP address.', {}, 'rate_limited', {
      retryAfterSeconds,
    })
  throw new Refused('signed-out', 'This key is unknown, expired, or revoked.', {}, 'key_invalid')
}

function bearer(header: string | undefined): string | undefined {
  if (header?.startsWith('Bearer ') && !header.includes(' ', 7)) return header.slice(7)
  const match = header && /^bearer +(\S+) *$/i.exec(header)
  return match ? match[1] : undefined
}
