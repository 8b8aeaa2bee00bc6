import { randomUUID } from 'node:crypto'
import type { ServerHttp2Stream } from 'node:http2'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EnvironmentName } from '@/db/schema/companies'
import type { Effect } from './faults'
import type { Refusal } from './refusal'
import { isMessageId } from './rules/headers'

type AnswerFault = Extract<Effect, { kind: 'answer' }>

export type Answer = {
  status: number
  apnsId: string
  uniqueId: string | undefined
  reason?: string
  timestamp?: number
  /** How a faulty answer looks. */
  form?: Pick<AnswerFault, 'body' | 'retryAfterSeconds'>
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

type Manner = { idFault?: 'missing' | 'other'; bodyDelayMs: number }

export async function sendAnswer(stream: ServerHttp2Stream, answer: Answer, { idFault, bodyDelayMs }: Manner) {
  if (stream.destroyed || stream.closed) return false
  const { status, uniqueId, form } = answer
  const headers: Record<string, string | number> = { ':status': status }
  if (idFault !== 'missing') headers['apns-id'] = idFault === 'other' ? randomUUID() : answer.apnsId
  if (uniqueId) headers['apns-unique-id'] = uniqueId
  if (form?.retryAfterSeconds !== undefined) headers['retry-after'] = String(form.retryAfterSeconds)
  const body = status === 200 ? undefined : bodyOf(answer)
  if (!body) {
    stream.respond(headers, { endStream: true })
    return true
  }
  stream.respond({ ...headers, 'content-type': body.type })
  if (bodyDelayMs > 0) await sleep(bodyDelayMs)
  if (!stream.destroyed) stream.end(body.text)
  return true
}

function bodyOf({ reason, timestamp, form }: Answer): { type: string; text: string } | undefined {
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
