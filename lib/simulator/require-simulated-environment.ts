import type { Db } from '@/db/client'
import { findPhoneEnvironment } from '@/db/queries/phone'
import { Refused } from '../errors'

/** Faults are for the built-in APNs alone; Apple has its own. */
export async function requireSimulatedEnvironment(db: Db, { environmentId }: { environmentId: string }) {
  const environment = await findPhoneEnvironment(db, { environmentId })
  if (environment?.apnsServer !== 'simulator')
    throw new Refused('conflict', 'This environment sends to Apple. Faults work only with the built-in simulator.')
  return environment
}
