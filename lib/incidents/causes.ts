/** The causes of incidents, with their severity. The API uses the same codes. */
export const incidentCauses = {
  apns_unavailable: 'critical',
  apns_slow: 'warning',
  apns_key_refused: 'critical',
  apns_key_wrong_environment: 'critical',
  apns_key_missing: 'critical',
  apns_topic_refused: 'critical',
  company_api_failing: 'critical',
  company_api_slow: 'critical',
  company_api_credentials_refused: 'critical',
  queue_behind: 'warning',
  no_worker: 'critical',
  dead_tokens_rising: 'warning',
  receipts_collapsed: 'warning',
  registrations_refused: 'critical',
  evaluations_refused: 'critical',
  revision_not_received: 'warning',
  ios_denials_rising: 'warning',
  traffic_stopped: 'warning',
  database_slow: 'critical',
  api_key_expiring: 'warning',
  client_certificate_expiring: 'warning',
} as const satisfies Record<string, Severity>

export type Severity = 'warning' | 'critical'
export type IncidentCause = keyof typeof incidentCauses

export const causeCodes = Object.keys(incidentCauses) as [IncidentCause, ...IncidentCause[]]

/** Undefined for a cause that only a newer version knows. */
export const causeNamed = (code: string): IncidentCause | undefined => causeCodes.find((known) => known === code)

/** Only one cause of a family is open at a time, because one may turn into another. Worst first. */
const families: IncidentCause[][] = [
  ['company_api_failing', 'company_api_slow'],
  ['apns_unavailable', 'apns_slow'],
]
export const familyOf = (cause: IncidentCause): IncidentCause[] =>
  families.find((family) => family.includes(cause)) ?? [cause]
export const isWorseThan = (cause: IncidentCause, other: IncidentCause) =>
  familyOf(cause).indexOf(cause) < familyOf(cause).indexOf(other)

const keys = ['credential.', 'environment.', 'app.change', 'simulator.turn_on_fault']
const endpoint = ['endpoint.']
const access = ['identity.', 'api_key.']

/** The audit log actions, by prefix, that may have led to each cause. Deployments are looked up separately. */
export const changesBefore: Record<IncidentCause, string[]> = {
  apns_unavailable: ['environment.', 'simulator.turn_on_fault'],
  apns_slow: ['environment.', 'simulator.turn_on_fault'],
  apns_key_refused: keys,
  apns_key_wrong_environment: keys,
  apns_key_missing: keys,
  apns_topic_refused: keys,
  company_api_failing: endpoint,
  company_api_slow: endpoint,
  company_api_credentials_refused: endpoint,
  queue_behind: [],
  no_worker: [],
  dead_tokens_rising: keys,
  receipts_collapsed: ['credential.', 'environment.', 'api_key.', 'identity.'],
  registrations_refused: access,
  evaluations_refused: access,
  revision_not_received: ['prompt.', 'environment.'],
  ios_denials_rising: ['prompt.'],
  traffic_stopped: [...access, 'endpoint.', 'credential.', 'environment.', 'prompt.'],
  database_slow: [],
  api_key_expiring: ['api_key.'],
  client_certificate_expiring: [],
}
