import { isOutage } from '@/db/connection/outage'
import { Refused } from './errors'

const retryAfterSeconds = 5

/** The error for callers while the database doesn't respond. */
export const databaseAway = () =>
  new Refused(
    'unavailable',
    'Pushdesk can’t reach its database right now. Try again in a few seconds.',
    {},
    'unavailable',
    { retryAfterSeconds },
  )

/** Returns databaseAway() for an outage, undefined for any other error. */
export const outageOf = (error: unknown): Refused | undefined => (isOutage(error) ? databaseAway() : undefined)
