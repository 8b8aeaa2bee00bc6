import { countDeliveriesByDay } from '@/db/queries/deliveries/delivery-totals'
import { query } from '@/lib/command'
import { inEnvironment } from '@/lib/scope'
import { splitOf } from './outcome-split'

const dayMs = 86_400_000
const days = 7

/** The last seven days in UTC, oldest first, including today and days without deliveries. */
export const weekOfDeliveries = query('delivery.read', inEnvironment({}), async ({ db, input }) => {
  const today = Math.floor(Date.now() / dayMs) * dayMs
  const since = new Date(today - (days - 1) * dayMs)
  const counts = await countDeliveriesByDay(db, { ...input, since, days })
  return Array.from({ length: days }, (_, index) => {
    const from = new Date(since.getTime() + index * dayMs)
    const split = splitOf(counts.filter((row) => row.day === index))
    return { day: from.toISOString().slice(0, 10), from, until: new Date(from.getTime() + dayMs), ...split }
  })
})

export type DayOfDeliveries = Awaited<ReturnType<typeof weekOfDeliveries>>[number]
