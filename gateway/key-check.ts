import { randomUUID } from 'node:crypto'
import type { MachineContext } from '@/lib/context'
import { Refused } from '@/lib/errors'
import { contextForKey } from '@/lib/keys/context-for-key'
import type { Asked, Gateway } from './gateway'

const givenId = /^[\w.:-]{8,64}$/

/** The caller's own id where it is harmless in a log, so that one id leads through both systems. */
export function requestIdOf(c: Asked): string {
  const given = c.req.header('x-request-id')
  return given && givenId.test(given) ? given : randomUUID()
}

/** The connection's other end, never a header that anybody can write. */
export const ipOf = (c: Asked): string | undefined => c.env?.incoming?.socket.remoteAddress

/** `Authorization: Bearer`, or `X-API-Key`, which OFREP clients send. */
export async function contextOf(gateway: Gateway, c: Asked, requestId: string): Promise<MachineContext> {
  const key = bearer(c.req.header('authorization')) ?? c.req.header('x-api-key')
  if (!key)
    throw new Refused('signed-out', 'Send an API key: “Authorization: Bearer pk_…” or “sk_…”.', {}, 'key_missing')
  const ip = ipOf(c)
  const asked = { key, requestId, ip, userToken: c.req.header('user-token') }
  const found = contextForKey(gateway.database.db, asked)
  const ctx = found instanceof Promise ? await found : found
  if (ctx) return ctx
  const retryAfterSeconds = gateway.failedKeys.count(ip ?? '')
  if (retryAfterSeconds > 0)
    throw new Refused('too-many', 'Too many calls with wrong keys came from this address.', {}, 'rate_limited', {
      retryAfterSeconds,
    })
  throw new Refused('signed-out', 'This key is unknown, expired or revoked.', {}, 'key_invalid')
}

function bearer(header: string | undefined): string | undefined {
  const match = header && /^bearer +(\S+) *$/i.exec(header)
  return match ? match[1] : undefined
}
