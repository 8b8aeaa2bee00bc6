import { countCells } from '@/db/queries/deliveries/delivery-counts'
import { isNarrow } from '@/db/queries/deliveries/delivery-filters'
import { query } from '@/lib/command'
import { inEnvironment } from '@/lib/scope'
import { facetsOf } from './facets'
import { FilterDeliveries } from './filter-deliveries'

export const CountDeliveries = inEnvironment({ filters: FilterDeliveries.default({}) })

/** The log's facets, with their counts. */
export const countDeliveries = query('delivery.read', CountDeliveries, async ({ db, input }) => {
  const { environmentId, filters } = input
  const withReasons = await countCells(db, { environmentId, filters, withReasons: true })
  if (isNarrow(filters) || filters.reasons?.length) return facetsOf(withReasons, filters)
  // Accepted deliveries have no reason, so cells with reasons don't include them.
  const all = await countCells(db, { environmentId, filters, withReasons: false })
  return { ...facetsOf(all, filters), reasons: facetsOf(withReasons, filters).reasons }
})
