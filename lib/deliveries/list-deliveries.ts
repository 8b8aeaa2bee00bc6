import { z } from 'zod'
import { pageOfDeliveries } from '@/db/queries/deliveries'
import { query } from '../command'
import { CursorText } from '../cursor'
import { byCreation, pageUpTo } from '../cut'
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
  const asked = { environmentId, filters, after: after ?? undefined }
  const { shown, next } = await pageUpTo(limit, (rows) => pageOfDeliveries(db, { ...asked, limit: rows }), byCreation)
  return { deliveries: shown.map(deliveryRow), next }
})
