import type { Db } from '@/db/client'
import { findPhoneEnvironment } from '@/db/queries/phone'
import { Refused } from '../errors'

/** The phone acts for customers: that must be impossible wherever real ones are reached. */
export async function requireSimulated(db: Db, { environmentId }: { environmentId: string }) {
  const environment = await findPhoneEnvironment(db, { environmentId })
  if (environment?.apnsServer !== 'simulator')
    throw new Refused(
      'conflict',
      'The demo phone works only in environments that use the APNs simulator. This one sends to Apple.',
    )
  return environment
}
