import type { Db } from '@/db/client'
import { eventPlaceNow, positionOfOwn } from '@/db/queries/events/positions'
import { until } from '@/lib/deliveries/testing/until'

/** Waits until everything recorded so far can be read. A transaction in another database of the server may delay it. */
export async function settled(db: Db) {
  const own = BigInt(await positionOfOwn(db))
  await until(
    () => eventPlaceNow(db),
    ({ position }) => BigInt(position) > own,
  )
}
