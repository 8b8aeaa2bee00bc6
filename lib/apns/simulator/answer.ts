import { randomUUID } from 'node:crypto'
import type { ServerHttp2Stream } from 'node:http2'
import type { EnvironmentName } from '@/db/schema/companies'
import type { Refusal } from './refusal'
import { isMessageId } from './rules/headers'

export type Answer = {
  status: number
  apnsId: string
  uniqueId: string | undefined
  reason?: string
  timestamp?: number
}

/** Every answer carries an apns-id: the given one, or one made here. The unique id exists in the sandbox only. */
export function makeAnswer(given: string | undefined, environmentName: EnvironmentName, refusal?: Refusal): Answer {
  return {
    status: refusal?.status ?? 200,
    reason: refusal?.reason,
    timestamp: refusal?.timestamp,
    apnsId: isMessageId(given) ? given.toLowerCase() : randomUUID(),
    uniqueId: environmentName === 'sandbox' ? randomUUID() : undefined,
  }
}

export function sendAnswer(stream: ServerHttp2Stream, { status, apnsId, uniqueId, reason, timestamp }: Answer) {
  if (stream.destroyed || stream.closed) return
  const headers: Record<string, string | number> = { ':status': status, 'apns-id': apnsId }
  if (uniqueId) headers['apns-unique-id'] = uniqueId
  if (status === 200) return stream.respond(headers, { endStream: true })
  stream.respond({ ...headers, 'content-type': 'application/json' })
  stream.end(JSON.stringify({ reason, ...(timestamp === undefined ? {} : { timestamp }) }))
}
