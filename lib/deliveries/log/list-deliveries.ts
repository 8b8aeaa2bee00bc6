import { z } from 'zod'
import { findCustomerByName } from '@/db/queries/customer-detail'
import { type DeliveryListItem, pageOfDeliveries } from '@/db/queries/deliveries/deliveries'
import { auditLook } from '@/lib/audit/audit-look'
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

/** A page of the log, newest first. `next` is null at the end. */
export const listDeliveries = query('delivery.read', ListDeliveries, async (act) => {
  const { db, input } = act
  const { environmentId, filters, after, limit } = input
  const asked = { environmentId, filters, after: after ?? undefined }
  const { shown, next } = await pageUpTo(limit, (rows) => pageOfDeliveries(db, { ...asked, limit: rows }), byCreation)
  const { customerId, user } = filters
  const of = customerId ?? (user && (await findCustomerByName(db, { environmentId, name: user }))?.id)
  // A guessed ID without deliveries isn't a look at a customer.
  if (of && shown.length > 0) await auditLook(act, { customerId: of })
  return { deliveries: shown.map(deliveryRow), next }
})

/** A delivery as the dashboard lists it, with the address masked and the customer named. */
export type DeliveryLogEntry = Omit<DeliveryListItem, 'address'> & {
  maskedAddress: string
  customerName: string | null
}

export function deliveryRow({ address, ...row }: DeliveryListItem): DeliveryLogEntry {
  return { ...row, maskedAddress: maskAddress(address), customerName: row.userId ?? row.anonymousId }
}
