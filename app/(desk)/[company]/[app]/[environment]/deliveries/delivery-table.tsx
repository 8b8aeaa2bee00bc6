'use client'

import { Eye, Inbox } from 'lucide-react'
import type { Route } from 'next'
import type { MouseEvent, ReactNode } from 'react'
import { DeliveryStateBadge } from '@/components/deliveries/delivery-state'
import { Badge } from '@/components/ui/badge'
import { SimulatedBadge } from '@/components/ui/environment-badge'
import { Link } from '@/components/ui/link'
import { Table, TableCell, TableHead, TableHeader, TableName, TableRow } from '@/components/ui/table'
import { Outside } from '@/components/ui/text/outside'
import { ClockTime } from '@/components/ui/time/clock-time'
import { WindowRows } from '@/components/ui/window-rows'
import { reasonWord } from '@/lib/apns/explanations/reason-word'
import { transportLabels, typeLabels } from '@/lib/deliveries/delivery-labels'
import { type DeliveryColumn, deliveryColumnLabels } from './columns'
import type { DeliveryLogRow } from './delivery-log.query'

type Props = {
  columns: DeliveryColumn[]
  rows: DeliveryLogRow[]
  hasMore: boolean
  base: string
  openId: string | null
  onOpen: (id: string) => void
}

/** Shows one-line rows, or two-line rows on narrow screens. Renders only the rows near the viewport. */
export function DeliveryTable({ columns, rows, hasMore, base, openId, onOpen }: Props) {
  return (
    <>
      <div className="hidden lg:block">
        <Table
          label="Deliveries"
          rowCount={hasMore ? -1 : rows.length + 1}
          isFixed
          className="[&_td]:px-1.5 [&_th]:px-1.5 [&_:is(td,th):first-child]:pl-0 [&_:is(td,th):last-child]:pr-0"
        >
          <TableHead>
            <TableHeader>Notification</TableHeader>
            {columns.map((column) => (
              <TableHeader key={column} align={alignOf(column)} className={widths[column]}>
                {deliveryColumnLabels[column]}
              </TableHeader>
            ))}
          </TableHead>
          <WindowRows as="tbody" rows={rows} rowPx={34}>
            {(row, index) => (
              <TableRow
                data-index={index}
                aria-rowindex={index + 2}
                className={row.id === openId ? 'bg-accent-soft' : undefined}
              >
                <TableName>
                  <RowLink {...{ row, base, onOpen }} />
                </TableName>
                {columns.map((column) => (
                  <TableCell key={column} align={alignOf(column)} className={looks[column]}>
                    {cells[column](row)}
                  </TableCell>
                ))}
              </TableRow>
            )}
          </WindowRows>
        </Table>
      </div>
      <div className="lg:hidden">
        <WindowRows as="ul" label="Deliveries" className="flex flex-col" rows={rows} rowPx={69}>
          {(row, index) => (
            <li data-index={index} className="flex h-[69px] flex-col gap-1 border-b py-2.5">
              <div className="flex min-w-0 items-center justify-between gap-3">
                <RowLink {...{ row, base, onOpen }} />
                <DeliveryStateBadge {...row} />
              </div>
              <div className="flex min-w-0 items-center justify-between gap-3 text-quiet text-sm">
                <span className="min-w-0 truncate">
                  <Outside>{customerOf(row)}</Outside> <Outside className="font-mono">{row.maskedAddress}</Outside>{' '}
                  <Detail row={row} />
                </span>
                <ClockTime at={row.createdAt} />
              </div>
            </li>
          )}
        </WindowRows>
      </div>
    </>
  )
}

const alignOf = (column: DeliveryColumn) => (column === 'created' || column === 'attempts' ? 'right' : 'left')

/** The column that leaves first if there is little room. */
const roomy = '@max-3xl:hidden'

const looks: Partial<Record<DeliveryColumn, string>> = {
  detail: 'truncate text-quiet',
  customer: 'truncate',
  address: 'font-mono text-sm text-quiet',
  transport: `text-quiet ${roomy}`,
  attempts: 'text-quiet',
  created: 'text-quiet',
}

/**
 * The notification takes the remaining width. At 1,280 px all columns fit; from 1,536 px they show more of their text.
 */
const widths: Record<DeliveryColumn, string> = {
  state: 'w-[102px]',
  detail: 'w-[106px] min-[88rem]:w-[130px] 2xl:w-[200px]',
  customer: 'w-[92px] min-[88rem]:w-[116px] 2xl:w-[180px]',
  address: 'w-[98px] 2xl:w-[112px]',
  transport: `w-[130px] ${roomy}`,
  attempts: 'w-[68px]',
  created: 'w-[112px] 2xl:w-[136px]',
}

const cells: Record<DeliveryColumn, (row: DeliveryLogRow) => ReactNode> = {
  state: (row) => <DeliveryStateBadge {...row} />,
  detail: (row) => <Detail row={row} />,
  customer: (row) => <Outside>{customerOf(row)}</Outside>,
  address: ({ maskedAddress }) => <Outside>{maskedAddress}</Outside>,
  transport: ({ isSimulated, transport }) => (isSimulated ? <SimulatedBadge /> : transportLabels[transport]),
  attempts: ({ attemptCount }) => attemptCount,
  created: ({ createdAt }) => <ClockTime at={createdAt} />,
}

/** Links to the delivery's own page. A plain click opens it beside the list. */
function RowLink({ row, base, onOpen }: { row: DeliveryLogRow; base: string; onOpen: (id: string) => void }) {
  function open(event: MouseEvent) {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return
    event.preventDefault()
    onOpen(row.id)
  }
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Link
        href={`${base}/${row.id}` as Route}
        prefetch={false}
        data-row-link
        onClick={open}
        className="flex min-w-0 items-baseline gap-1.5 rounded-sm underline-offset-2 hover:underline"
      >
        <span className="max-w-full shrink-0 truncate font-medium has-[+span]:max-w-[70%]">
          <Outside>{row.title ?? row.body ?? `${typeLabels[row.type]} notification`}</Outside>
        </span>{' '}
        {row.title !== null && row.body ? (
          <span className="min-w-0 truncate font-normal text-quiet">
            <Outside>{row.body}</Outside>
          </span>
        ) : (
          row.body === null && <span className="font-mono font-normal text-faint text-sm">{idEnd(row)}</span>
        )}
      </Link>
      {row.type !== 'live' && (
        <span className="shrink-0">
          <Badge>{typeLabels[row.type]}</Badge>
        </span>
      )}
    </span>
  )
}

/** Tells notifications without text apart. */
const idEnd = ({ notificationId }: DeliveryLogRow) => `…${notificationId.slice(-6)}`

/** The reason for the final state. For accepted deliveries, whether the phone received or opened the notification. */
function Detail({ row }: { row: DeliveryLogRow }) {
  if (row.reason && row.state !== 'accepted') return <Outside>{reasonWord(row.reason)}</Outside>
  if (!row.receivedAt && !row.openedAt) return null
  const Icon = row.openedAt ? Eye : Inbox
  return (
    <span className="inline-flex items-center gap-1.5 align-top">
      <Icon aria-hidden className="size-3.5" />
      {row.openedAt ? 'Opened' : 'Received'}
    </span>
  )
}

const customerOf = (row: DeliveryLogRow) => row.customerName ?? <span className="text-faint">Unknown customer</span>
