import type { Db } from '@/db/client'
import { transportsDue, wakeWorkers } from '@/lib/deliveries/announce-deliveries'
import { Refused } from '@/lib/errors'
import { type CreatedNotifications, createNotifications } from './create-notification'
import type { NewNotification } from './new-notification'

type All = (CreatedNotifications | Refused)[]

/** Creates notifications in a transaction, which rolls back if `check` throws. Then wakes this process’s workers. */
export async function createAndWake(
  db: Db,
  { environmentId, given }: { environmentId: string; given: NewNotification[] },
  check: (all: All) => void = () => undefined,
): Promise<All> {
  let written: All | undefined
  try {
    return await db.transaction(async (tx) => {
      const all = await createNotifications(tx, { environmentId, given, isWoken: true })
      check(all)
      written = all
      return all
    })
  } finally {
    // A commit whose response was lost may have succeeded.
    if (written) wakeWorkers(transportsDue(written.flatMap((one) => (one instanceof Refused ? [] : one.deliveries))))
  }
}
