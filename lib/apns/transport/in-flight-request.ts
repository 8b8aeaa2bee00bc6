import { type ClientHttp2Stream, constants, type IncomingHttpHeaders } from 'node:http2'
import type { Answer } from '@/db/queries/sending/attempts'
import { storable } from '@/db/storable'
import { answerBody } from '@/lib/answer-body'
import { isDictionary } from '@/lib/apns/push/push-types'
import { retryAfterMs } from '@/lib/flow/retry-after'
import type { Job } from './job'

type Headers = Parameters<typeof readAnswer>[0]

const answerBytesMax = 65_536
/** Reasons are single words that people filter the log by, and an index can't hold long ones. */
const wordLengthMax = 100

/** One request on one HTTP/2 stream. A retried job gets a new one. */
export class InFlightRequest {
  readonly sentAt = Date.now()
  /** The transport knows the outcome. The stream may still be open. */
  isSettled = false
  #headers: Headers | undefined
  readonly #chunks: Buffer[] = []
  #bytes = 0

  constructor(
    readonly job: Job,
    readonly stream: ClientHttp2Stream,
    /** The session's response count at sending. If it hasn't grown by the timeout, the peer may be dead. */
    readonly answersBefore: number,
  ) {}

  /** The response so far. The status decides, whatever happens to the body. */
  get answer(): Answer | undefined {
    return this.#headers && readAnswer(this.#headers, this.#chunks, this.job.sentAt)
  }

  hear(headers: Headers) {
    this.#headers = headers
    if (headers[':status'] === 200) this.stream.resume()
    else this.stream.on('data', (chunk: Buffer) => this.#take(chunk))
  }

  cancel() {
    this.stream.close(constants.NGHTTP2_CANCEL)
  }

  #take(chunk: Buffer) {
    this.#bytes += chunk.length
    if (this.#bytes <= answerBytesMax) this.#chunks.push(chunk)
    else this.cancel()
  }
}

/** Reads the response. Keeps the status, whatever the body is. */
function readAnswer(
  headers: IncomingHttpHeaders & { ':status'?: number },
  chunks: Buffer[],
  sentAt: Date | undefined,
): Answer {
  const status = Number(headers[':status'])
  const apnsUniqueId = word(headers['apns-unique-id'])
  const askedMs = status === 200 ? undefined : retryAfterMs(single(headers['retry-after']))
  const shown: Record<string, string> = {}
  const apnsId = word(headers['apns-id'])
  if (apnsId !== undefined) shown['apns-id'] = apnsId
  if (apnsUniqueId !== undefined) shown['apns-unique-id'] = apnsUniqueId
  if (askedMs !== undefined) shown['retry-after'] = String(Math.ceil(askedMs / 1000))
  const response = { headers: shown }
  if (status === 200) return { outcome: 'accepted', status, reason: null, response, apnsUniqueId, sentAt }

  const text = Buffer.concat(chunks).toString('utf8')
  const body = parsed(text)
  const reason = isDictionary(body) && typeof body.reason === 'string' ? storable(body.reason, wordLengthMax) : ''
  const isAccepted = status > 200 && status < 300
  return {
    outcome: isAccepted ? 'accepted' : 'rejected',
    status,
    reason: isAccepted ? null : reason || `apns_${status}`,
    response: { headers: shown, body: answerBody(text) },
    apnsUniqueId,
    sentAt,
    deadSince: status === 410 && isDictionary(body) ? deathOf(body) : undefined,
    retryAfterMs: askedMs,
  }
}

/** APNs: a 410 says when the token became invalid, in milliseconds (handling-notification-responses-from-apns). */
function deathOf(body: Record<string, unknown>) {
  const timestamp = Number(body.timestamp)
  return Number.isSafeInteger(timestamp) && timestamp > 0 ? new Date(Math.min(timestamp, Date.now())) : undefined
}

const word = (value: string | string[] | undefined) => {
  const text = single(value)
  return text ? storable(text, wordLengthMax) : undefined
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
