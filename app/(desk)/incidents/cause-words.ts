import type { IncidentCause } from '@/lib/incidents/causes'

/** Labels of the causes that a channel's rules can select. */
const words: Record<IncidentCause, string> = {
  apns_unavailable: 'APNs isn’t available',
  apns_slow: 'APNs responds slowly',
  apns_key_refused: 'APNs rejects the key',
  apns_key_wrong_environment: 'APNs key of the other environment',
  apns_key_missing: 'APNs key missing',
  apns_topic_refused: 'APNs rejects the bundle ID',
  company_api_failing: 'Company API fails',
  company_api_slow: 'Company API slow',
  company_api_credentials_refused: 'Company API rejects the credentials',
  queue_behind: 'Queue behind',
  no_worker: 'No worker running',
  dead_tokens_rising: 'Dead device tokens rising',
  receipts_collapsed: 'Hardly any receipts',
  registrations_refused: 'Registrations refused',
  evaluations_refused: 'Prompt evaluations refused',
  revision_not_received: 'Revision not received',
  ios_denials_rising: 'iOS denials rising',
  traffic_stopped: 'Traffic stopped',
  database_slow: 'Database slow',
  api_key_expiring: 'API key expires soon',
  client_certificate_expiring: 'Client certificate expires soon',
}

export const causeWords = Object.entries(words).map(([value, label]) => ({ value, label }))
