/** Beside the message itself, which is always there. Order is that of the table. */
export const deliveryColumns = ['state', 'detail', 'customer', 'address', 'via', 'attempts', 'came'] as const
export type DeliveryColumn = (typeof deliveryColumns)[number]

export const columnWords: Record<DeliveryColumn, string> = {
  state: 'Status',
  detail: 'Detail',
  customer: 'Customer',
  address: 'Device address',
  via: 'Sent via',
  attempts: 'Attempts',
  came: 'Created',
}

const usual = deliveryColumns.filter((column) => column !== 'attempts')

export const columnsCookie = 'delivery-columns'

export function chosenColumns(cookie: string | undefined): DeliveryColumn[] {
  if (cookie === undefined) return usual
  const names = cookie.split('.')
  return deliveryColumns.filter((column) => names.includes(column))
}
