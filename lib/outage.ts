import { isOutage } from '@/db/outage'
import { Refused } from './errors'

const retryAfterSeconds = 5

/** What whoever asked is told while the database does not answer; undefined for every other error. */
export function outageOf(error: unknown): Refused | undefined {
  if (!isOutage(error)) return undefined
  return new Refused(
    'unavailable',
    'Pushdesk can’t reach its database right now. Try again in a few seconds.',
    {},
    'unavailable',
    { retryAfterSeconds },
  )
}
