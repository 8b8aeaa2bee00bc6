import type { Db } from '@/db/client'
import { eventPlaceNow, positionOfOwn } from '@/db/queries/events/positions'
import { until } from '@/lib/deliveries/testing/until'

/** Until all that was recorded before can be read: a transaction of another database of the server may hold it up. */
export async function settled(db: Db) {
  const own = BigInt(await positionOfOwn(db))
  await until(
    () => eventPlaceNow(db),
    ({ position }) => BigInt(position) > own,
  )
}
