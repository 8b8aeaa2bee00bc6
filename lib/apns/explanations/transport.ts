import type { Explanation } from '../explanation'

const automatic = 'Nothing: it is sent again with growing waits until it expires.'

const unknown = (meaning: string, likelyCause: string): Explanation => ({
  meaning: `${meaning} The push may have been shown; a repeat replaces it on the phone.`,
  likelyCause,
  nextAction: automatic,
  devicePolicy: 'keep',
  retry: 'later',
  fault: 'network',
})

const notSent = (meaning: string, likelyCause: string, nextAction = automatic): Explanation => ({
  meaning: `${meaning} Nothing was sent.`,
  likelyCause,
  nextAction,
  devicePolicy: 'keep',
  retry: 'later',
  fault: 'network',
})

/** No answer: what the transports themselves say. */
export const transportReasons: Record<string, Explanation> = {
  timeout: unknown('No answer came in time.', 'The network is slow or broken, or the other side is overloaded.'),
  reset: unknown('The connection broke before the answer came.', 'The network, or a restart of the other side.'),
  goaway: unknown(
    'The server said good-bye before the answer came.',
    'Maintenance, or too many errors on this connection.',
  ),
  dead_peer: unknown(
    'The server stopped answering.',
    'The connection was cut without a word, by a router or a firewall.',
  ),
  unknown: unknown('The process that was sending stopped before the answer came.', 'A restart or crash of Pushdesk.'),
  connect_failed: notSent(
    'No connection could be made.',
    'The network or the name server is down, or a firewall blocks the port.',
    `${automatic} If it lasts, have the server’s network checked.`,
  ),
  tls_failed: {
    ...notSent(
      'The server could not prove who it is.',
      'Its certificate has expired, is for another name, or is from an unknown authority.',
      'Have the certificate checked, and for your own APNs server APNS_CA_FILE.',
    ),
    retry: 'later',
  },
  no_token: notSent(
    'No provider token could be made.',
    'The key cannot be read, or the database was away.',
    `${automatic} If it lasts, upload the key again in Settings › Credentials.`,
  ),
  no_credential: {
    ...notSent(
      'This environment has no APNs key.',
      'No key was uploaded, or the last one was revoked.',
      'Open Settings › Credentials and upload a key.',
    ),
    nextActionFor: { support: 'Tell the integration manager that this app has no APNs key.' },
    retry: 'after_repair',
    fault: 'environment',
  },
  no_simulator: {
    ...notSent(
      'The built-in APNs simulator is not running.',
      'Pushdesk was started with SIMULATOR=0, and this environment is set to the simulator.',
      'Start Pushdesk with SIMULATOR=1, or set this environment to Apple in Settings.',
    ),
    retry: 'after_repair',
    fault: 'environment',
  },
  queue_timeout: notSent(
    'The push waited too long for a free place on the connection.',
    'More is being sent than the connection carries.',
  ),
  queue_full: notSent('Too many pushes were waiting.', 'More is being sent than the connection carries.'),
  refused_stream: notSent(
    'The server refused the request before looking at it, again and again.',
    'It is overloaded or restarting.',
  ),
  closed: notSent('Pushdesk was stopping.', 'A restart; the push goes on in the next process.'),
}
