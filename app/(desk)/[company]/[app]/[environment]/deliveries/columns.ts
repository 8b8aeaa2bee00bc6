/** The optional columns in the table's order. The notification itself is always shown. */
export const deliveryColumns = ['state', 'detail', 'customer', 'address', 'transport', 'attempts', 'created'] as const
export type DeliveryColumn = (typeof deliveryColumns)[number]

export const deliveryColumnLabels: Record<DeliveryColumn, string> = {
  state: 'Status',
  detail: 'Detail',
  customer: 'Customer',
  address: 'Device address',
  transport: 'Sent via',
  attempts: 'Attempts',
  created: 'Created',
}

const usual = deliveryColumns.filter((column) => column !== 'attempts')

export const deliveryColumnsCookie = 'delivery-columns'

export function chosenDeliveryColumns(cookie: string | undefined): DeliveryColumn[] {
  if (cookie === undefined) return usual
  const names = cookie.split('.')
  return deliveryColumns.filter((column) => names.includes(column))
}
