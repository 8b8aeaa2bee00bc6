import { z } from 'zod'
import { pageOfDeliveries } from '@/db/queries/deliveries'
import { query } from '../command'
import { inEnvironment } from '../scope'
import { decodeCursor, encodeCursor } from './cursor'
import { deliveryRow } from './delivery-row'
import { FilterDeliveries } from './filter-deliveries'

export const ListDeliveries = inEnvironment({
  filters: FilterDeliveries.default({}),
  cursor: z.string().max(200).optional(),
  limit: z.number().int().min(1).max(100).default(50),
})

/** Newest first, a page at a time. */
export const listDeliveries = query('delivery.read', ListDeliveries, async ({ db, input }) => {
  const { environmentId, filters, cursor, limit } = input
  const after = cursor === undefined ? undefined : decodeCursor(cursor)
  const rows = await pageOfDeliveries(db, { environmentId, filters, after, limit: limit + 1 })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    deliveries: page.map(deliveryRow),
    nextCursor: last && rows.length > limit ? encodeCursor(last) : undefined,
  }
})
