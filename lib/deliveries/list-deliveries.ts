import { z } from 'zod'
import { pageOfDeliveries } from '@/db/queries/deliveries'
import { query } from '../command'
import { CursorText, encodeCursor } from '../cursor'
import { inEnvironment } from '../scope'
import { deliveryRow } from './delivery-row'
import { FilterDeliveries } from './filter-deliveries'

export const ListDeliveries = inEnvironment({
  filters: FilterDeliveries.default({}),
  after: CursorText.nullish(),
  limit: z.number().int().min(1).max(100).default(50),
})

/** A page, newest first. `next` is null at the end. */
export const listDeliveries = query('delivery.read', ListDeliveries, async ({ db, input }) => {
  const { environmentId, filters, after, limit } = input
  const rows = await pageOfDeliveries(db, { environmentId, filters, after: after ?? undefined, limit: limit + 1 })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    deliveries: page.map(deliveryRow),
    next: last && rows.length > limit ? encodeCursor({ at: last.createdAt, id: last.id }) : null,
  }
})
