'use client'

import { ArrowUp, BellOff } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { Callout } from '@/components/ui/callout'
import { EmptyState } from '@/components/ui/empty-state'
import { TableSkeleton } from '@/components/ui/skeleton'
import { plural } from '@/lib/format/number'
import type { DeliveryColumn } from './columns'
import { DeliveryTable } from './delivery-table'
import { clearHref } from './log-chips'
import type { useDeliveryLog } from './use-delivery-log'

type Props = {
  log: ReturnType<typeof useDeliveryLog>
  base: string
  columns: DeliveryColumn[]
  openId: string | null
  onOpen: (id: string) => void
  hasFilters: boolean
  retentionDays: number
}

export function LogRows({ columns, log, base, openId, onOpen, hasFilters, retentionDays }: Props) {
  const { pages, rows, newCount, isMoreNew, showNew } = log
  if (pages.isPending) return <TableSkeleton rows={14} />
  if (pages.error && rows.length === 0)
    return (
      <Callout
        tone="failure"
        title="Couldn’t load deliveries"
        action={<Button onClick={() => pages.refetch()}>Try again</Button>}
      >
        {pages.error.message}
      </Callout>
    )
  if (rows.length === 0) return <NoRows base={base} hasFilters={hasFilters} retentionDays={retentionDays} />
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <p role="status" className="sr-only">
        {plural(rows.length, 'delivery', 'deliveries')} shown{pages.hasNextPage ? ', there are more' : ''}
      </p>
      {newCount > 0 && (
        <div className="sticky top-14 z-20 flex justify-center">
          <Button variant="primary" size="small" icon={<ArrowUp aria-hidden className="size-3.5" />} onClick={showNew}>
            {newCount}
            {isMoreNew && '+'} new
          </Button>
        </div>
      )}
      <div
        aria-busy={pages.isPlaceholderData}
        className={pages.isPlaceholderData ? 'opacity-60 transition-opacity' : undefined}
      >
        <DeliveryTable columns={columns} rows={rows} base={base} openId={openId} onOpen={onOpen} />
      </div>
      <div className="flex items-center justify-between gap-4 text-faint text-sm">
        <span>Times are in your time zone. Deliveries are kept for {retentionDays} days.</span>
        {pages.hasNextPage && (
          <Button isPending={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>
            Show older
          </Button>
        )}
      </div>
    </div>
  )
}

type NoRowsProps = { base: string; hasFilters: boolean; retentionDays: number }

/** What was sent before the log begins may have been a lot. */
export function NoRows({ base, hasFilters, retentionDays }: NoRowsProps) {
  if (hasFilters)
    return (
      <EmptyState title="No deliveries match" action={<ButtonLink href={clearHref(base)}>Clear filters</ButtonLink>}>
        Remove a filter or choose another time range.
      </EmptyState>
    )
  return (
    <EmptyState
      icon={<BellOff aria-hidden />}
      title={`No deliveries in the last ${retentionDays} days`}
      action={<ButtonLink href={testHref(base)}>Send test</ButtonLink>}
    >
      Pushes sent in this environment appear here as they happen, with each attempt and its response.
    </EmptyState>
  )
}

const testHref = (base: string) => base.replace(/\/deliveries$/, '/test') as Parameters<typeof ButtonLink>[0]['href']
