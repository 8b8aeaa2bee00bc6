import type { Db } from '@/db/client'
import type { DeviceOrder as QueryOrder } from '@/db/queries/device-list'
import { matchedBy } from '@/db/queries/device-match'
import { readPasted } from '../look-up/read-pasted'
import type { DeviceFilters, DeviceOrder } from './device-filters'

/** Filters as the queries take them. */
export async function filtersOf(
  db: Db,
  { environmentId, registeredFrom, registeredTo, text, ...chosen }: DeviceFilters & { environmentId: string },
) {
  return {
    ...chosen,
    environmentId,
    registeredFrom: registeredFrom ? new Date(registeredFrom) : undefined,
    registeredTo: registeredTo ? new Date(registeredTo) : undefined,
    found: text ? await matchedBy(db, { environmentIds: [environmentId], match: readPasted(text) }) : undefined,
  }
}

export function orderOf(order: DeviceOrder): QueryOrder {
  return { by: order.endsWith('accepted') ? 'accepted' : 'registered', isDescending: order.startsWith('-') }
}
