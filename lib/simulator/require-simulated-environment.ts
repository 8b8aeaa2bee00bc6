import type { Db } from '@/db/client'
import { findPhoneEnvironment } from '@/db/queries/simulator/phone'
import { Refused } from '@/lib/errors'

/** Faults exist only in the built-in simulator. */
export async function requireSimulatedEnvironment(db: Db, { environmentId }: { environmentId: string }) {
  const environment = await findPhoneEnvironment(db, { environmentId })
  if (environment?.apnsServer !== 'simulator')
    throw new Refused('conflict', 'This environment sends to Apple. Faults work only with the built-in simulator.')
  return environment
}
