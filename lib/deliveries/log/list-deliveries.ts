import { z } from 'zod'
import { type DeliveryListItem, pageOfDeliveries } from '@/db/queries/deliveries/deliveries'
import { query } from '@/lib/command'
import { maskAddress } from '@/lib/devices/mask-address'
import { CursorText } from '@/lib/paging/cursor'
import { byCreation, pageUpTo } from '@/lib/paging/cut'
import { inEnvironment } from '@/lib/scope'
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

/** A delivery as the dashboard lists it: the address masked, the customer named. */
export type DeliveryLogEntry = Omit<DeliveryListItem, 'address'> & {
  maskedAddress: string
  customerName: string | null
}

export function deliveryRow({ address, ...row }: DeliveryListItem): DeliveryLogEntry {
  return { ...row, maskedAddress: maskAddress(address), customerName: row.userId ?? row.anonymousId }
}
