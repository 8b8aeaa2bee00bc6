import { explainReason } from '@/lib/apns/explanations/explain'
import { isForCompanyApi, type RouteFacts } from './answers'
import type { Cause } from './causes'
import { isLikelierElsewhere } from './failed-check'

const ofApns: Record<string, Cause> = {
  Unregistered: 'unregistered',
  ExpiredToken: 'token_expired',
  MissingDeviceToken: 'bad_token',
  TooManyRequests: 'throttled',
  PayloadTooLarge: 'payload_too_large',
  DeviceTokenNotForTopic: 'other_app',
  BadTopic: 'topic_rejected',
  MissingTopic: 'topic_rejected',
  TopicDisallowed: 'topic_rejected',
  TopicMismatch: 'topic_rejected',
  FeatureNotEnabled: 'topic_rejected',
  bundle_id_on_hold: 'topic_rejected',
  BadCertificateEnvironment: 'key_environment',
  BadEnvironmentKeyIdInToken: 'key_environment',
  BadEnvironmentKeyInToken: 'key_environment',
  MissingProviderToken: 'key_missing',
  no_credential: 'key_missing',
  no_token: 'key_missing',
  ExpiredProviderToken: 'provider_token_rejected',
  TooManyProviderTokenUpdates: 'provider_token_rejected',
  IdleTimeout: 'apns_unavailable',
  no_simulator: 'simulator_off',
  connect_failed: 'apns_unreachable',
  tls_failed: 'apns_unreachable',
  queue_timeout: 'apns_unreachable',
  queue_full: 'apns_unreachable',
  refused_stream: 'apns_unreachable',
  closed: 'apns_unreachable',
}

const ofCompany: Record<string, Cause> = {
  http_401: 'company_unauthorized',
  http_403: 'company_unauthorized',
  http_407: 'company_unauthorized',
  access_token_rejected: 'company_unauthorized',
  access_token_unavailable: 'company_unreachable',
  http_408: 'company_slow',
  http_504: 'company_slow',
  timeout: 'company_slow',
  http_410: 'company_gone',
  http_429: 'company_error',
  circuit_open: 'company_paused',
  no_endpoint: 'company_missing',
  address_not_allowed: 'company_blocked',
  bad_template: 'company_template',
}

const ofBoth: Record<string, Cause> = {
  chat_connected: 'chat_open',
  app_active: 'app_active',
  permission_denied: 'permission_denied',
  app_archived: 'app_archived',
  outcome_not_stored: 'not_recorded',
  unknown: 'response_lost',
}

/** Returns the cause behind the reason of a delivery or an attempt. */
export function causeOfReason(reason: string, route: RouteFacts): Cause {
  const same = ofBoth[reason]
  if (same) return same
  const { fault, status } = explainReason(reason, route.attempt?.status)
  if (isForCompanyApi(route)) {
    if (ofCompany[reason]) return ofCompany[reason]
    // A reason from APNs, reported by the company.
    if (isOfApns(reason)) return ofApns[reason] ?? 'bad_token'
    if (fault === 'network') return 'company_unreachable'
    return (status ?? Number(/^http_(\d{3})$/.exec(reason)?.[1] ?? 0)) >= 500 ? 'company_error' : 'company_rejected'
  }
  if (reason === 'BadDeviceToken') return isLikelierElsewhere(route) ? 'bad_token_environment' : 'bad_token'
  if (ofApns[reason]) return ofApns[reason]
  if (fault === 'environment') return 'key_rejected'
  if (fault === 'apns') return 'apns_unavailable'
  if (fault === 'network') return 'response_lost'
  return 'message_rejected'
}

const isOfApns = (reason: string) => reason === 'BadDeviceToken' || (/^[A-Z]/.test(reason) && reason in ofApns)
