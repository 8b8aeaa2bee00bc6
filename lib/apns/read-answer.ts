import type { IncomingHttpHeaders } from 'node:http2'
import { storable } from '@/db/storable'
import { answerBody } from '../answer-body'
import { retryAfterMs } from '../retry-after'
import type { ResponseOutcome } from './outcome'
import { isDictionary } from './push-types'

/** Reasons are single words, which the log is filtered by, and an index holds no long ones. */
const wordLengthMax = 100

/** Turns an answer into an outcome. Whatever the body is, the status is never lost. */
export function readAnswer(headers: IncomingHttpHeaders & { ':status'?: number }, chunks: Buffer[]): ResponseOutcome {
  const status = Number(headers[':status'])
  const outcome: ResponseOutcome = { kind: 'response', status }
  const apnsId = single(headers['apns-id'])
  if (apnsId) outcome.apnsId = storable(apnsId, wordLengthMax)
  const uniqueId = single(headers['apns-unique-id'])
  if (uniqueId) outcome.uniqueId = storable(uniqueId, wordLengthMax)
  if (status === 200) return outcome

  const text = Buffer.concat(chunks).toString('utf8')
  const body = parsed(text)
  const reason = isDictionary(body) && typeof body.reason === 'string' ? storable(body.reason, wordLengthMax) : ''
  outcome.reason = reason || `apns_${status}`
  if (text) outcome.body = answerBody(text)
  const timestamp = isDictionary(body) ? Number(body.timestamp) : Number.NaN
  // APNs: a 410 carries when the token died, in milliseconds (handling-notification-responses-from-apns).
  if (status === 410 && Number.isSafeInteger(timestamp) && timestamp > 0)
    outcome.timestamp = new Date(Math.min(timestamp, Date.now()))
  const askedMs = retryAfterMs(single(headers['retry-after']))
  if (askedMs !== undefined) outcome.retryAfterMs = askedMs
  return outcome
}

function single(value: string | string[] | undefined) {
  return Array.isArray(value) ? value[0] : value
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
