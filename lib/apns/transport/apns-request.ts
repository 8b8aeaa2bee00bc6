import type { OutgoingHttpHeaders } from 'node:http2'
import type { Answer } from '@/db/queries/sending/attempts'
import type { ProviderToken } from './provider-tokens'

/** One push, as it goes to APNs. */
export type ApnsRequest = {
  /** Hex, any even length. */
  deviceToken: string
  /** The bundle ID with the suffix of its push type: see topicFor. */
  topic: string
  /** `apns-id`: a lower-case UUID. */
  id: string
  pushType: string
  priority?: number | string
  /** Seconds since 1970; 0: one attempt, not stored. */
  expiration?: number | string
  /** At most 64 bytes. */
  collapseId?: string
  /** The encoded JSON. */
  payload: Buffer
}

/** Why there is no response. */
export type NoAnswerReason =
  /** No response before the request timed out. */
  | 'timeout'
  /** The connection broke, or the stream was cancelled, before the response. */
  | 'reset'
  /** The server sent a GOAWAY that says it may have processed this request. */
  | 'goaway'
  /** The peer stopped answering pings. */
  | 'dead_peer'
  /** No connection within the time a request may wait for one. */
  | 'connect_failed'
  /** TLS rejected the server: a wrong name, or an expired or untrusted certificate. */
  | 'tls_failed'
  /** No provider token was available. */
  | 'no_token'
  /** There was a connection, but no free stream in time. */
  | 'queue_timeout'
  /** The transport's queue was full. */
  | 'queue_full'
  /** The server repeatedly refused the request before processing it. */
  | 'refused_stream'
  /** By the time a stream was free, the request was no longer to be sent. */
  | 'withdrawn'
  /** The transport was closed first. */
  | 'closed'

/** The headers of a push. An attempt's log and curl command show them too, with the token masked. */
export function requestHeaders(request: ApnsRequest, token: ProviderToken, authority: string): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = {
    ':method': 'POST',
    ':path': `/3/device/${request.deviceToken}`,
    ':scheme': 'https',
    ':authority': authority,
    authorization: authorizationOf(token),
    'apns-id': request.id,
    'apns-topic': request.topic,
    'apns-push-type': request.pushType,
  }
  if (request.priority !== undefined) headers['apns-priority'] = String(request.priority)
  if (request.expiration !== undefined) headers['apns-expiration'] = String(request.expiration)
  if (request.collapseId !== undefined) headers['apns-collapse-id'] = asBytes(request.collapseId)
  return headers
}

/** One text per token: a new one for each request would be copied each time. */
const authorizations = new WeakMap<ProviderToken, string>()

function authorizationOf(token: ProviderToken): string {
  const known = authorizations.get(token)
  if (known !== undefined) return known
  const made = `bearer ${token.jwt}`
  authorizations.set(token, made)
  return made
}

/** Turns each UTF-8 byte into one character, because Node writes header values as latin1. */
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
