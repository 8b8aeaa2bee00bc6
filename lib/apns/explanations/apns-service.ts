import type { Explanation } from './explanation'

const service = (status: number, meaning: string): Explanation => ({
  status,
  meaning,
  likelyCause: 'A temporary problem at Apple.',
  nextAction: 'See apple.com/support/systemstatus.',
  devicePolicy: 'keep',
  retry: 'later',
  fault: 'apns',
})

/** APNs reasons about Apple’s servers and our standing with them. */
export const serviceReasons: Record<string, Explanation> = {
  InternalServerError: service(500, 'APNs had an internal error.'),
  ServiceUnavailable: service(503, 'APNs wasn’t available.'),
  Shutdown: {
    ...service(503, 'This APNs server was shutting down.'),
    likelyCause: 'Maintenance at Apple.',
  },
  IdleTimeout: {
    ...service(400, 'APNs closed the connection because it was idle.'),
    likelyCause: 'Nothing was sent for a long time.',
    retry: 'at_once',
  },
  ExpiredProviderToken: {
    status: 403,
    meaning: 'Pushdesk’s provider token was too old. It was renewed once, and APNs rejected it again.',
    likelyCause: 'The clock of the Pushdesk server is wrong by more than an hour.',
    nextAction: 'Have the clock of the Pushdesk server checked (NTP).',
    nextActionFor: { admin: 'Check the clock of the Pushdesk server (NTP).' },
    devicePolicy: 'keep',
    retry: 'after_repair',
    fault: 'sender',
  },
  TooManyProviderTokenUpdates: {
    status: 429,
    meaning: 'Pushdesk renewed its provider token too often for APNs.',
    likelyCause: 'Two systems sign with the same key, or servers share an address with another sender.',
    nextAction: 'Find out what else uses this key.',
    nextActionFor: {
      integration_manager: 'Find out which other system sends with this key, and give Pushdesk one of its own.',
    },
    devicePolicy: 'keep',
    retry: 'later',
    fault: 'sender',
    waitMsMin: 20 * 60_000,
  },
}
