import type { Db } from '@/db/client'
import { wakeWorkers } from '../deliveries/wake-workers'
import { Refused } from '../errors'
import { gatherer } from '../gatherer'
import { type Created, createNotifications } from './create-notification'
import type { NewNotification } from './new-notification'

/** Messages of one environment that come at the same time share a transaction. */
const gather = gatherer<NewNotification, Created | Refused>({
  batchMax: 100,
  batchesMax: 2,
  async write(all, environmentId, given) {
    const created = await all.transaction((db: Db) => createNotifications(db, { environmentId, given }))
    wakeWorkers()
    return created
  },
})

/** Writes the notification and its deliveries; resolves when they are committed. */
export async function createGathered(
  db: Db,
  { environmentId, given }: { environmentId: string; given: NewNotification },
): Promise<Created> {
  const created = await gather(db, environmentId, given)
  if (created instanceof Refused) throw created
  return created
}
