import type { Explanation } from '../explanation'

const service = (status: number, meaning: string): Explanation => ({
  status,
  meaning,
  likelyCause: 'A passing fault at Apple.',
  nextAction: 'Nothing: it is sent again with growing waits. If it lasts, see apple.com/support/systemstatus.',
  devicePolicy: 'keep',
  retry: 'later',
  fault: 'apns',
})

/** Answers about Apple’s servers and our standing with them. */
export const serviceReasons: Record<string, Explanation> = {
  InternalServerError: service(500, 'APNs had an internal error.'),
  ServiceUnavailable: service(503, 'APNs is not available at the moment.'),
  Shutdown: {
    ...service(503, 'This APNs server is shutting down.'),
    likelyCause: 'Maintenance at Apple; another server takes over.',
  },
  IdleTimeout: {
    ...service(400, 'APNs closed the connection because it was idle.'),
    likelyCause: 'Nothing was sent for a long time.',
    retry: 'at_once',
  },
  ExpiredProviderToken: {
    status: 403,
    meaning: 'Our provider token was too old. It was renewed once, and APNs still refuses it.',
    likelyCause: 'The clock of the Pushdesk server is wrong by more than an hour.',
    nextAction:
      'Nothing if it stays single: the token is renewed by itself. If it repeats, have the server’s clock checked.',
    nextActionFor: { admin: 'Check the clock of the Pushdesk server (NTP).' },
    devicePolicy: 'keep',
    retry: 'after_repair',
    fault: 'sender',
  },
  TooManyProviderTokenUpdates: {
    status: 429,
    meaning: 'Our provider token was renewed too often for APNs.',
    likelyCause: 'Two systems sign with the same key, or servers share an address with another sender.',
    nextAction: 'Nothing: the token is kept for at least 20 minutes. If it repeats, find out what else uses this key.',
    nextActionFor: {
      integration_manager: 'Find out which other system sends with this key, and give Pushdesk one of its own.',
    },
    devicePolicy: 'keep',
    retry: 'later',
    fault: 'sender',
    waitMsMin: 20 * 60_000,
  },
}
