import type { Db } from '@/db/client'
import type { DeviceListOrder } from '@/db/queries/devices/device-list'
import { matchedBy } from '@/db/queries/devices/device-match'
import { readPasted } from '@/lib/pasted/read-pasted'
import type { DeviceFilters, DeviceOrder } from './device-filters'

/** Converts filters to the form that the queries take. */
export async function deviceFiltersOf(
  db: Db,
  { environmentId, registeredFrom, registeredTo, text, ...chosen }: DeviceFilters & { environmentId: string },
) {
  return {
    ...chosen,
    environmentId,
    registeredFrom: registeredFrom ? new Date(registeredFrom) : undefined,
    registeredTo: registeredTo ? new Date(registeredTo) : undefined,
    ...(text ? await matchedBy(db, { environmentIds: [environmentId], match: readPasted(text) }) : undefined),
  }
}

export function orderOf(order: DeviceOrder): DeviceListOrder {
  return { by: order.endsWith('accepted') ? 'accepted' : 'registered', isDescending: order.startsWith('-') }
}
