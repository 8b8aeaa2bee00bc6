/** The optional columns in the table's order. The device itself is always shown. */
export const deviceColumns = [
  'customer',
  'status',
  'permission',
  'app',
  'sdk',
  'os',
  'model',
  'locale',
  'rejected',
  'accepted',
  'registered',
] as const
export type DeviceColumn = (typeof deviceColumns)[number]

export const deviceColumnLabels: Record<DeviceColumn, string> = {
  customer: 'Customer',
  status: 'Status',
  permission: 'Permission',
  app: 'App',
  sdk: 'SDK',
  os: 'iOS',
  model: 'Model',
  locale: 'Locale',
  rejected: 'Last rejected',
  accepted: 'Last accepted',
  registered: 'Last registered',
}

const usual: DeviceColumn[] = ['customer', 'status', 'permission', 'app', 'accepted', 'registered']

export const deviceColumnsCookie = 'device-columns'

export function chosenDeviceColumns(cookie: string | undefined): DeviceColumn[] {
  if (cookie === undefined) return usual
  const names = cookie.split('.')
  return deviceColumns.filter((column) => names.includes(column))
}
