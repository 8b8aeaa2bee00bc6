import type { ListedDelivery } from '@/db/queries/deliveries'
import { maskAddress } from '../devices/mask-address'

/** A delivery as the dashboard lists it: the address masked, the customer named. */
export type DeliveryRow = Omit<ListedDelivery, 'address' | 'userId' | 'anonymousId' | 'repeatsId'> & {
  maskedAddress: string
  customerName: string | null
}

export function deliveryRow({ address, userId, anonymousId, repeatsId: _, ...row }: ListedDelivery): DeliveryRow {
  return { ...row, maskedAddress: maskAddress(address), customerName: userId ?? anonymousId }
}
