import type { FilterDeliveries } from '@/lib/deliveries/filter-deliveries'
import type { FilterParams } from './search-params'

/** The URL's words into the log's. */
export function filtersOf(params: FilterParams): FilterDeliveries {
  return {
    states: params.state ?? undefined,
    reasons: params.reason ?? undefined,
    types: params.type ?? undefined,
    transports: params.via ?? undefined,
    isSimulated: params.simulated ?? undefined,
    isUncertain: params.uncertain ?? undefined,
    deviceId: params.device ?? undefined,
    customerId: params.customer ?? undefined,
    notificationId: params.notification ?? undefined,
    conversationId: params.conversation ?? undefined,
    from: params.from ?? undefined,
    until: params.until ?? undefined,
  }
}
