import type { OutgoingHttpHeaders } from 'node:http2'
import type { Answer } from '@/db/queries/sending/attempts'
import type { ProviderToken } from './provider-tokens'

/** One push, as it goes to APNs. */
export type ApnsRequest = {
  /** Hex, any even length. */
  deviceToken: string
  /** The bundle id with the suffix of its push type: see topicFor. */
  topic: string
  /** `apns-id`: a lower-case UUID. */
  id: string
  pushType: string
  priority?: number | string
  /** Seconds since 1970; 0: one attempt, not stored. */
  expiration?: number | string
  /** At most 64 bytes. */
  collapseId?: string
  /** The JSON, encoded. */
  payload: Buffer
}

/** Why no answer came. */
export type NoAnswerReason =
  /** No answer within the request's time. */
  | 'timeout'
  /** The connection broke, or the stream was cancelled, while the answer was due. */
  | 'reset'
  /** The server went away and said that it may have processed this request. */
  | 'goaway'
  /** The peer stopped answering pings. */
  | 'dead_peer'
  /** No connection within the time a request may wait for one. */
  | 'connect_failed'
  /** TLS refused the server: wrong name, expired or unknown certificate. */
  | 'tls_failed'
  /** No provider token could be had. */
  | 'no_token'
  /** A connection was there, but no free stream in time. */
  | 'queue_timeout'
  /** More requests waiting than the transport holds. */
  | 'queue_full'
  /** Refused by the server before processing, again and again. */
  | 'refused_stream'
  /** It was not to go out any more when a stream was free for it. */
  | 'withdrawn'
  /** The transport was closed first. */
  | 'closed'

/** The header block of one push; also what an attempt's log and its curl command show, with the token masked. */
export function requestHeaders(request: ApnsRequest, token: ProviderToken, authority: string): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = {
    ':method': 'POST',
    ':path': `/3/device/${request.deviceToken}`,
    ':scheme': 'https',
    ':authority': authority,
    authorization: `bearer ${token.jwt}`,
    'apns-id': request.id,
    'apns-topic': request.topic,
    'apns-push-type': request.pushType,
  }
  if (request.priority !== undefined) headers['apns-priority'] = String(request.priority)
  if (request.expiration !== undefined) headers['apns-expiration'] = String(request.expiration)
  if (request.collapseId !== undefined) headers['apns-collapse-id'] = asBytes(request.collapseId)
  return headers
}

/** Node writes header values as latin1: each character one byte, so UTF-8 goes out only when it is spelt byte by byte. */
function asBytes(value: string) {
  return Buffer.from(value, 'utf8').toString('latin1')
}

export const notSent = (reason: NoAnswerReason, detail?: string) => unanswered('not_sent', reason, detail)

export const unanswered = (outcome: 'not_sent' | 'unknown', reason: NoAnswerReason, detail?: string): Answer => ({
  outcome,
  status: null,
  reason,
  detail,
})
