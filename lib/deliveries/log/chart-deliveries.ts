import { countBuckets } from '@/db/queries/deliveries/delivery-counts'
import type { DeliveryState } from '@/db/schema/notifications'
import { query } from '@/lib/command'
import { inEnvironment } from '@/lib/scope'
import { FilterDeliveries } from './filter-deliveries'

const bucketCount = 72
/** The range while none is chosen: 72 bars of two hours. */
const rangeMsDefault = 6 * 86_400_000

export const ChartDeliveries = inEnvironment({ filters: FilterDeliveries.default({}) })

export type Bar = {
  from: Date
  until: Date
  total: number
  isCapped: boolean
  states: Partial<Record<DeliveryState, number>>
}

/** Counts deliveries in 72 equal parts of the chosen time range, or of the last six days. */
export const chartDeliveries = query('delivery.read', ChartDeliveries, async ({ db, input }) => {
  const { environmentId, filters } = input
  const until = filters.until ?? new Date()
  const from = filters.from ?? new Date(until.getTime() - rangeMsDefault)
  const stepMs = Math.max(1, until.getTime() - from.getTime()) / bucketCount
  const end = new Date(from.getTime() + stepMs * bucketCount)
  const { buckets: counts, isCut } = await countBuckets(db, {
    environmentId,
    filters,
    from,
    until: end,
    buckets: bucketCount,
  })
  const bars = Array.from(
    { length: bucketCount },
    (_, index): Bar => ({
      from: new Date(from.getTime() + index * stepMs),
      until: new Date(from.getTime() + (index + 1) * stepMs),
      total: 0,
      isCapped: isCut,
      states: {},
    }),
  )
  for (const { index, state, count, isCapped } of counts) {
    const bar = bars[index]
    if (!bar) continue
    bar.states[state] = (bar.states[state] ?? 0) + count
    bar.total += count
    bar.isCapped ||= isCapped
  }
  return { from, until: end, bars }
})
