import type { Db } from '@/db/client'
import { findPhoneEnvironment } from '@/db/queries/simulator/phone'
import { Refused } from '@/lib/errors'

/** The demo phone acts as a customer, which must be impossible where real customers are reached. */
export async function requireSimulated(db: Db, { environmentId }: { environmentId: string }) {
  const environment = await findPhoneEnvironment(db, { environmentId })
  if (environment?.apnsServer !== 'simulator')
    throw new Refused(
      'conflict',
      'The demo phone works only in environments that use the APNs simulator. This one sends to Apple.',
    )
  return environment
}
