import type { Explanation } from './explanation'

const unknown = (meaning: string, likelyCause: string): Explanation => ({
  meaning: `${meaning} The notification may have been shown.`,
  likelyCause,
  nextAction: null,
  devicePolicy: 'keep',
  retry: 'later',
  fault: 'network',
})

const notSent = (meaning: string, likelyCause: string, nextAction: string | null = null): Explanation => ({
  meaning: `${meaning} Nothing was sent.`,
  likelyCause,
  nextAction,
  devicePolicy: 'keep',
  retry: 'later',
  fault: 'network',
})

/** Reasons of the transports themselves, for attempts without a response. */
export const transportReasons: Record<string, Explanation> = {
  timeout: unknown('No response came in time.', 'The network was slow or broken, or the server was overloaded.'),
  reset: unknown('The connection broke before the response came.', 'A network problem, or a restart of the server.'),
  goaway: unknown(
    'The server closed the connection (GOAWAY) before it responded.',
    'Maintenance, or too many errors on this connection.',
  ),
  dead_peer: unknown('The server stopped responding.', 'A router or firewall dropped the connection without notice.'),
  unknown: unknown('The process that was sending stopped before the response came.', 'A restart or crash of Pushdesk.'),
  connect_failed: notSent(
    'Pushdesk couldn’t connect.',
    'The network or the name server was down, or a firewall blocked the port.',
    'Have the server’s network checked.',
  ),
  tls_failed: {
    ...notSent(
      'The server’s TLS certificate isn’t trusted.',
      'Its certificate has expired, is for another name, or is from an unknown authority.',
      'Have the certificate checked, and for your own APNs server APNS_CA_FILE.',
    ),
    retry: 'later',
  },
  no_token: {
    ...notSent(
      'Pushdesk couldn’t create a provider token.',
      'The key couldn’t be read, or the database was unavailable.',
      'Upload the key again in Settings › APNs keys.',
    ),
    nextActionFor: { support: 'Tell the integration manager that Pushdesk can’t sign with the APNs key of this app.' },
  },
  no_credential: {
    ...notSent(
      'This environment had no APNs key.',
      'No key was uploaded, or the last one was revoked.',
      'Open Settings › APNs keys and upload a key.',
    ),
    present: 'This environment has no APNs key.',
    nextActionFor: { support: 'Tell the integration manager that this app has no APNs key.' },
    retry: 'after_repair',
    fault: 'environment',
  },
  bundle_id_on_hold: {
    meaning: 'APNs rejected the bundle ID for other devices, so this environment was on hold. Nothing was sent.',
    present: 'APNs rejects the bundle ID for other devices, so this environment is on hold.',
    likelyCause: 'The bundle ID configured here isn’t the one of the app that registered.',
    nextAction: 'Compare the bundle ID of this app in Pushdesk with the one in Xcode.',
    nextActionFor: { support: 'Tell the integration manager that APNs rejects the bundle ID of this app.' },
    devicePolicy: 'keep',
    retry: 'after_repair',
    fault: 'environment',
  },
  no_simulator: {
    ...notSent(
      'The built-in APNs simulator wasn’t running.',
      'Pushdesk was started with SIMULATOR=0, and this environment was set to the simulator.',
      'Start Pushdesk with SIMULATOR=1, or set this environment to Apple in Settings › Environment.',
    ),
    present: 'The built-in APNs simulator isn’t running.',
    nextActionFor: { support: 'Tell the integration manager that the built-in APNs simulator isn’t running.' },
    retry: 'after_repair',
    fault: 'environment',
  },
  queue_timeout: notSent(
    'The push waited too long for a free stream on the connection.',
    'Pushes were created faster than the connection can send them.',
  ),
  queue_full: notSent(
    'The queue for this connection was full.',
    'Pushes were created faster than the connection can send them.',
  ),
  refused_stream: notSent(
    'The server repeatedly refused the request without processing it.',
    'It was overloaded or restarting.',
  ),
  closed: notSent('Pushdesk was shutting down.', 'A restart of Pushdesk.'),
  outcome_not_stored: {
    meaning: 'The database couldn’t store the response. The log keeps only its status.',
    likelyCause: 'The response contained something that the database doesn’t accept.',
    nextAction: 'Tell the team that runs Pushdesk: the server’s log has the error beside the ID of this delivery.',
    devicePolicy: 'keep',
    retry: 'no',
    fault: 'network',
  },
}
