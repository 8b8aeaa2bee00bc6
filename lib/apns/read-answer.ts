import type { IncomingHttpHeaders } from 'node:http2'
import type { ResponseOutcome } from './outcome'
import { isDictionary } from './push-types'

/** Turns an answer into an outcome. Whatever the body is, the status is never lost. */
export function readAnswer(headers: IncomingHttpHeaders & { ':status'?: number }, chunks: Buffer[]): ResponseOutcome {
  const status = Number(headers[':status'])
  const outcome: ResponseOutcome = { kind: 'response', status }
  const apnsId = single(headers['apns-id'])
  if (apnsId) outcome.apnsId = apnsId
  const uniqueId = single(headers['apns-unique-id'])
  if (uniqueId) outcome.uniqueId = uniqueId
  if (status === 200) return outcome

  const body = parseBody(chunks)
  const reason = isDictionary(body) && typeof body.reason === 'string' ? body.reason : ''
  outcome.reason = reason || `apns_${status}`
  if (body !== undefined) outcome.body = body
  const timestamp = isDictionary(body) ? Number(body.timestamp) : Number.NaN
  // APNs: a 410 carries when the token died, in milliseconds (handling-notification-responses-from-apns).
  if (status === 410 && Number.isSafeInteger(timestamp) && timestamp > 0) outcome.timestamp = new Date(timestamp)
  const retryAfterMs = readRetryAfter(single(headers['retry-after']))
  if (retryAfterMs !== undefined) outcome.retryAfterMs = retryAfterMs
  return outcome
}

function single(value: string | string[] | undefined) {
  return Array.isArray(value) ? value[0] : value
}

function parseBody(chunks: Buffer[]): unknown {
  if (chunks.length === 0) return undefined
  const text = Buffer.concat(chunks).toString('utf8')
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const retryAfterMsMax = 86_400_000

/** Seconds, or an HTTP date. */
function readRetryAfter(value: string | undefined) {
  if (!value) return undefined
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now()
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), retryAfterMsMax) : undefined
}
