const reasonWords: Record<string, string> = {
  chat_connected: 'Chat was open',
  app_active: 'App was active',
  permission_denied: 'Permission denied',
  device_disabled: 'Device disabled',
  app_archived: 'App archived',
  message_expired: 'Message expired',
  expired: 'Expired',
  no_device: 'No device',
  timeout: 'No response in time',
  reset: 'Connection lost',
  goaway: 'Connection closed',
  dead_peer: 'Server stopped responding',
  unknown: 'Response lost',
  connect_failed: 'Couldn’t connect',
  tls_failed: 'Certificate not trusted',
  no_token: 'No provider token',
  no_credential: 'No APNs key',
  bundle_id_on_hold: 'Bundle ID rejected',
  no_simulator: 'Simulator not running',
  queue_timeout: 'Connection too busy',
  queue_full: 'Connection too busy',
  refused_stream: 'Server too busy',
  closed: 'Pushdesk was stopping',
  outcome_not_stored: 'Response not stored',
  circuit_open: 'Company API paused',
  no_endpoint: 'No company API',
  address_not_allowed: 'Address not allowed',
  access_token_rejected: 'Client secret rejected',
  access_token_unavailable: 'No access token',
  bad_template: 'Broken template',
}

/** Puts Pushdesk's own reasons into words. Those of APNs and HTTP stay as they are, because people look them up. */
export function reasonWord(reason: string): string {
  if (Object.hasOwn(reasonWords, reason)) return reasonWords[reason] ?? reason
  return reason.replace(/^http_(?=\d{3}$)/, 'HTTP ').replace(/^apns_(?=\d{3}$)/, 'APNs ')
}
