import { isOutage } from '@/db/connection/outage'
import { Refused } from './errors'

const retryAfterSeconds = 5

/** What whoever asked is told while the database does not answer. */
export const databaseAway = () =>
  new Refused(
    'unavailable',
    'Pushdesk can’t reach its database right now. Try again in a few seconds.',
    {},
    'unavailable',
    { retryAfterSeconds },
  )

/** Undefined for every other error. */
export const outageOf = (error: unknown): Refused | undefined => (isOutage(error) ? databaseAway() : undefined)
