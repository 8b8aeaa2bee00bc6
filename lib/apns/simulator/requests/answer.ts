import { randomUUID } from 'node:crypto'
import type { ServerHttp2Stream } from 'node:http2'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EnvironmentName } from '@/db/schema/companies'
import type { Effect } from '@/lib/apns/simulator/faults/faults'
import { isMessageId } from '@/lib/apns/simulator/rules/headers'
import type { RecordedPush } from '@/lib/apns/simulator/state/ports'
import type { SimulatedRefusal } from '@/lib/apns/simulator/state/refusal'
import type { Arrival } from './arrival'

type Of<Kind> = Extract<Effect, { kind: Kind }>

export type SimulatedAnswer = {
  status: number
  /** Pushes have an `apns-id`; broadcasts and channel requests have an `apns-request-id`. */
  idHeader: 'apns-id' | 'apns-request-id'
  id: string
  uniqueId?: string
  /** Only for a channel request. */
  channelId?: string
  content?: object
  reason?: string
  timestamp?: number
  /** The form of a faulty response. */
  form?: Pick<Of<'answer'>, 'body' | 'retryAfterSeconds'>
}

/** The response and the recorded push. Channel requests record no push. */
export type Handled = { answer: SimulatedAnswer; push?: RecordedPush }

/** Every response has an ID: the given one, or a new one. The unique ID exists only in the sandbox. */
export function makeAnswer(
  { headers, subject }: Arrival,
  environmentName: EnvironmentName,
  refusal?: SimulatedRefusal,
): SimulatedAnswer {
  const idHeader = subject.call === 'push' ? 'apns-id' : 'apns-request-id'
  const given = headers[idHeader]
  return {
    status: refusal?.status ?? 200,
    reason: refusal?.reason,
    timestamp: refusal?.timestamp,
    idHeader,
    id: isMessageId(given) ? given.toLowerCase() : randomUUID(),
    uniqueId: environmentName === 'sandbox' && subject.call !== 'channels' ? randomUUID() : undefined,
  }
}

type Manner = { idFault?: Of<'apns_id'>['as']; bodyDelayMs: number }

/** Sends the response. Returns false if the stream is already closed. */
export async function sendAnswer(stream: ServerHttp2Stream, answer: SimulatedAnswer, { idFault, bodyDelayMs }: Manner) {
  if (stream.destroyed || stream.closed) return false
  const headers = headersOf(answer, idFault)
  const body = bodyOf(answer)
  if (!body && bodyDelayMs === 0) {
    stream.respond(headers, { endStream: true })
    return true
  }
  stream.respond(body ? { ...headers, 'content-type': body.type } : headers)
  if (bodyDelayMs > 0) await sleep(bodyDelayMs)
  if (!stream.destroyed) stream.end(body?.text)
  return true
}

function headersOf({ status, idHeader, id, uniqueId, channelId, form }: SimulatedAnswer, idFault: Manner['idFault']) {
  const headers: Record<string, string | number | string[]> = { ':status': status }
  if (idFault === 'other') headers[idHeader] = randomUUID()
  else if (idFault === 'repeated') headers[idHeader] = [id, id]
  else if (idFault !== 'missing') headers[idHeader] = id
  if (uniqueId) headers['apns-unique-id'] = uniqueId
  if (channelId) headers['apns-channel-id'] = channelId
  if (form?.retryAfterSeconds !== undefined) headers['retry-after'] = String(form.retryAfterSeconds)
  return headers
}

function bodyOf({
  status,
  content,
  reason,
  timestamp,
  form,
}: SimulatedAnswer): { type: string; text: string } | undefined {
  if (content) return { type: 'application/json', text: JSON.stringify(content) }
  if (status < 300) return undefined
  const json = JSON.stringify({ reason, ...(timestamp === undefined ? {} : { timestamp }) })
  switch (form?.body ?? 'json') {
    case 'none':
      return undefined
    case 'html':
      return { type: 'text/html', text: '<html><body><h1>502 Bad Gateway</h1></body></html>' }
    case 'truncated':
      return { type: 'application/json', text: json.slice(0, -4) }
    case 'text_type':
      return { type: 'text/plain', text: json }
    default:
      return { type: 'application/json', text: json }
  }
}
