import type { DeviceOrder as QueryOrder } from '@/db/queries/device-list'
import { readPasted } from '../look-up/read-pasted'
import type { DeviceFilters, DeviceOrder } from './device-filters'

/** Filters as the queries take them. */
export function filtersOf({ registeredFrom, registeredTo, text, ...chosen }: DeviceFilters) {
  return {
    ...chosen,
    registeredFrom: registeredFrom ? new Date(registeredFrom) : undefined,
    registeredTo: registeredTo ? new Date(registeredTo) : undefined,
    match: text ? readPasted(text) : undefined,
  }
}

export function orderOf(order: DeviceOrder): QueryOrder {
  return { by: order.endsWith('accepted') ? 'accepted' : 'registered', isDescending: order.startsWith('-') }
}
