import { ArrowDown, ArrowUp } from 'lucide-react'
import type { Route } from 'next'
import type { ReactNode } from 'react'
import { DevicePermission, DeviceStatusBadge } from '@/components/devices/device-status'
import { Link } from '@/components/ui/link'
import {
  ActionsHeader,
  RowActions,
  Table,
  TableCell,
  TableHead,
  TableHeader,
  TableName,
  TableRow,
} from '@/components/ui/table'
import { Outside } from '@/components/ui/text/outside'
import { TextLink } from '@/components/ui/text/text-link'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { reasonWord } from '@/lib/apns/explanations/reason-word'
import type { DeviceListItem } from '@/lib/devices/list-devices'
import { modelName } from '@/lib/devices/model-name'
import { localeWords } from '@/lib/format/locale'
import { type DeviceColumn, deviceColumnLabels } from './columns'
import { DeviceLink } from './device-link'
import { DeviceMenu } from './device-menu'
import { type DeviceSearch, serializeDeviceSearch } from './search'

export type DeviceListView = {
  devices: DeviceListItem[]
  environmentId: string
  environmentPath: string
  may: { change: boolean; test: boolean }
  search: DeviceSearch
}

const sorts: Partial<Record<DeviceColumn, 'registered' | 'accepted'>> = {
  registered: 'registered',
  accepted: 'accepted',
}

/** For screens from 1,024 px. Narrower ones show DeviceRows. */
export function DeviceTable({
  columns,
  listPath,
  ...shown
}: DeviceListView & { columns: DeviceColumn[]; listPath: string }) {
  // The time that leaves if there is little room is never the one that the list is sorted by.
  const leaving = shown.search.sort.endsWith('accepted') ? 'registered' : 'accepted'
  const roomOf = (column: DeviceColumn) => (column === leaving ? '@max-[50rem]:hidden' : undefined)
  return (
    <Table label="Devices" className="hidden lg:block">
      <TableHead>
        <TableHeader>Device</TableHeader>
        {columns.map((column) => (
          <SortableHeader key={column} className={roomOf(column)} {...{ column, listPath }} search={shown.search} />
        ))}
        <ActionsHeader />
      </TableHead>
      <tbody>
        {shown.devices.map((device) => (
          <TableRow key={device.id}>
            <TableName>
              <DeviceLink device={device} environmentPath={shown.environmentPath} />
            </TableName>
            {columns.map((column) => (
              <TableCell key={column} className={roomOf(column)}>
                {cells[column](device, shown.environmentPath)}
              </TableCell>
            ))}
            <TableCell align="right">
              <RowActions>
                <DeviceMenu {...menuOf(device, shown)} />
              </RowActions>
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  )
}

export function menuOf(device: DeviceListItem, { environmentId, environmentPath, may }: DeviceListView) {
  const { id, maskedAddress, status, customerId } = device
  return { device: { environmentId, deviceId: id, name: maskedAddress, status, customerId }, environmentPath, may }
}

const none = <span className="text-faint">–</span>
const fact = (text: string | null, words = text) =>
  text === null ? (
    none
  ) : (
    <span className="block max-w-48 truncate" title={text}>
      <Outside>{words}</Outside>
    </span>
  )
const time = (at: Date | null) => (at ? <RelativeTime at={at} /> : <span className="text-faint">Never</span>)

const cells: Record<DeviceColumn, (device: DeviceListItem, environmentPath: string) => ReactNode> = {
  customer: ({ customerId, userId, anonymousId }, environmentPath) => (
    <TextLink
      variant="quiet"
      className="block max-w-32 truncate @min-[50rem]:max-w-56"
      href={`${environmentPath}/customers/${customerId}` as Route}
    >
      <Outside>{userId ?? anonymousId}</Outside>
    </TextLink>
  ),
  status: ({ status }) => <DeviceStatusBadge status={status} />,
  permission: ({ permission }) => <DevicePermission permission={permission} />,
  app: ({ appVersion }) => fact(appVersion),
  sdk: ({ sdkVersion }) => fact(sdkVersion),
  os: ({ osVersion }) => fact(osVersion),
  model: ({ model }) => fact(model, model && modelName(model)),
  locale: ({ locale }) => fact(locale, locale && localeWords(locale)),
  rejected: ({ lastRejectedAt, lastRejectedReason }) => (
    <span className="flex items-center gap-2">
      {time(lastRejectedAt)}
      {lastRejectedReason && (
        <span className="text-faint">
          <Outside>{reasonWord(lastRejectedReason)}</Outside>
        </span>
      )}
    </span>
  ),
  accepted: ({ lastAcceptedAt }) => time(lastAcceptedAt),
  registered: ({ registeredAt }) => time(registeredAt),
}

function SortableHeader({
  column,
  search,
  listPath,
  className,
}: {
  className: string | undefined
  column: DeviceColumn
  search: DeviceSearch
  listPath: string
}) {
  const by = sorts[column]
  if (!by) return <TableHeader className={className}>{deviceColumnLabels[column]}</TableHeader>
  const isSorted = search.sort.endsWith(by)
  const isDescending = search.sort.startsWith('-')
  const next = isSorted && isDescending ? by : (`-${by}` as const)
  const Arrow = isDescending ? ArrowDown : ArrowUp
  return (
    <TableHeader className={className} aria-sort={isSorted ? (isDescending ? 'descending' : 'ascending') : 'none'}>
      <Link
        scroll={false}
        href={serializeDeviceSearch(listPath, { ...search, sort: next, after: null }) as Route}
        className="inline-flex min-h-6 items-center gap-1 rounded-sm hover:text-text"
      >
        {deviceColumnLabels[column]}
        {isSorted && <Arrow aria-hidden className="size-3" />}
      </Link>
    </TableHeader>
  )
}
