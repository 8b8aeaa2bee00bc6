import type { FilterDeliveries } from '@/lib/deliveries/log/filter-deliveries'
import { env } from '@/lib/env'
import { momentsOf } from './log-span'
import type { FilterParams } from './search-params'

/** Converts URL parameters to log filters. Resolves a relative period against the current time. */
export function deliveryFiltersOf(params: FilterParams): FilterDeliveries {
  return {
    ...momentsOf(params, { now: new Date(), retentionDays: env().RETENTION_DAYS }),
    states: params.state ?? undefined,
    reasons: params.reason ?? undefined,
    types: params.type ?? undefined,
    transports: params.transport ?? undefined,
    isSimulated: params.simulated ?? undefined,
    isUncertain: params.uncertain ?? undefined,
    deviceId: params.device ?? undefined,
    customerId: params.customer ?? undefined,
    notificationId: params.notification ?? undefined,
    conversationId: params.conversation ?? undefined,
  }
}
