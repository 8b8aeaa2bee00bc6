'use client'

import { Eye, Inbox } from 'lucide-react'
import type { Route } from 'next'
import type { MouseEvent, ReactNode } from 'react'
import { DeliveryState } from '@/components/deliveries/delivery-state'
import { Badge } from '@/components/ui/badge'
import { SimulatedBadge } from '@/components/ui/environment-badge'
import { Link } from '@/components/ui/link'
import { Outside } from '@/components/ui/outside'
import { RelativeTime } from '@/components/ui/relative-time'
import { Table, TableCell, TableHead, TableHeader, TableName, TableRow } from '@/components/ui/table'
import { reasonWord, transportWords, typeWords } from '@/lib/deliveries/words'
import { columnWords, type DeliveryColumn } from './columns'
import type { DeliveryRow } from './delivery-log.query'

type Props = {
  columns: DeliveryColumn[]
  rows: DeliveryRow[]
  base: string
  openId: string | null
  onOpen: (id: string) => void
}

export function DeliveryTable({ columns, rows, base, openId, onOpen }: Props) {
  return (
    <>
      <div className="hidden md:block">
        <Table label="Deliveries">
          <TableHead>
            <TableHeader>Notification</TableHeader>
            {columns.map((column) => (
              <TableHeader key={column} align={alignOf(column)}>
                {columnWords[column]}
              </TableHeader>
            ))}
          </TableHead>
          <tbody>
            {rows.map((row) => (
              <TableRow key={row.id} className={row.id === openId ? 'bg-accent-soft' : undefined}>
                <TableName className="max-w-60">
                  <RowLink {...{ row, base, onOpen }} />
                </TableName>
                {columns.map((column) => (
                  <TableCell key={column} align={alignOf(column)} className={looks[column]}>
                    {cells[column](row)}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </tbody>
        </Table>
      </div>
      <ul aria-label="Deliveries" className="flex flex-col md:hidden">
        {rows.map((row) => (
          <li key={row.id} className="flex flex-col gap-1 border-b py-2.5">
            <div className="flex items-center justify-between gap-3">
              <RowLink {...{ row, base, onOpen }} />
              <DeliveryState {...row} />
            </div>
            <div className="flex items-center justify-between gap-3 text-quiet text-sm">
              <span className="min-w-0 truncate">
                <Outside>{customerOf(row)}</Outside> <Outside className="font-mono">{row.maskedAddress}</Outside>{' '}
                <Detail row={row} />
              </span>
              <RelativeTime at={row.createdAt} />
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}

const alignOf = (column: DeliveryColumn) => (column === 'came' || column === 'attempts' ? 'right' : 'left')

const looks: Partial<Record<DeliveryColumn, string>> = {
  detail: 'max-w-40 truncate text-quiet',
  customer: 'max-w-36 truncate',
  address: 'font-mono text-sm text-quiet',
  via: 'text-quiet',
  attempts: 'text-quiet',
  came: 'text-quiet',
}

const cells: Record<DeliveryColumn, (row: DeliveryRow) => ReactNode> = {
  state: (row) => <DeliveryState {...row} />,
  detail: (row) => <Detail row={row} />,
  customer: (row) => <Outside>{customerOf(row)}</Outside>,
  address: ({ maskedAddress }) => <Outside>{maskedAddress}</Outside>,
  via: ({ isSimulated, transport }) => (isSimulated ? <SimulatedBadge /> : transportWords[transport]),
  attempts: ({ attemptCount }) => attemptCount,
  came: ({ createdAt }) => <RelativeTime at={createdAt} />,
}

/** A real link to the delivery's own page; a plain click opens it beside the list. */
function RowLink({ row, base, onOpen }: { row: DeliveryRow; base: string; onOpen: (id: string) => void }) {
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
        className="min-w-0 truncate rounded-sm font-medium underline-offset-2 hover:underline"
      >
        <Outside>{row.title ?? row.body ?? `${typeWords[row.type]} notification`}</Outside>
      </Link>
      {row.type !== 'live' && <Badge>{typeWords[row.type]}</Badge>}
    </span>
  )
}

/** Why it ended so; of what was accepted, how far the phone says it came. */
function Detail({ row }: { row: DeliveryRow }) {
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

const customerOf = (row: DeliveryRow) => row.customerName ?? <span className="text-faint">Unknown customer</span>
