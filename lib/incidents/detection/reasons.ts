import { explainReason } from '@/lib/apns/explanations/explain'

const ours = new Set([
  'closed',
  'unknown',
  'queue_full',
  'no_token',
  'outcome_not_stored',
  'IdleTimeout',
  'no_simulator',
])

/** APNs or the network to it fails: 5xx, refused connections, and missing responses. */
export function isApnsOutage(reason: string | null): reason is string {
  if (!reason || ours.has(reason)) return false
  const { fault, retry } = explainReason(reason)
  return (fault === 'apns' || fault === 'network') && retry === 'later'
}

/** The company’s API fails: 5xx, a URL that isn’t there, no connection, or an address that Pushdesk may not call. */
export function isEndpointFailure(reason: string | null): reason is string {
  return reason !== null && (/^http_(5\d\d|3\d\d|404|405)$/.test(reason) || failures.has(reason))
}
const failures = new Set([
  'connect_failed',
  'tls_failed',
  'reset',
  'goaway',
  'dead_peer',
  'address_not_allowed',
  'no_endpoint',
  'access_token_unavailable',
])

export const isNoAnswerInTime = (reason: string | null): reason is string =>
  reason === 'timeout' || reason === 'http_408'
export const isCredentialsRefused = (reason: string | null): reason is string =>
  reason === 'http_401' || reason === 'http_403' || reason === 'http_407' || reason === 'access_token_rejected'

const dead = new Set(['Unregistered', 'ExpiredToken', 'BadDeviceToken'])
export const isDeadToken = (reason: string | null): reason is string => reason !== null && dead.has(reason)
