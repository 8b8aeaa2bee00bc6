'use client'

import { ArrowUp, BellOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { Callout } from '@/components/ui/callout'
import { EmptyState } from '@/components/ui/empty-state'
import { TableSkeleton } from '@/components/ui/skeleton'
import { useTimeZone } from '@/components/ui/time/time-zone'
import { plural } from '@/lib/format/number'
import type { DeliveryColumn } from './columns'
import { DeliveryTable } from './delivery-table'
import { clearHref } from './log-chips'
import { spanOf, spanWords } from './log-span'
import type { FilterParams } from './search-params'
import type { useDeliveryLog } from './use-delivery-log'
import { useMoreInSight } from './use-more-in-sight'

type Props = {
  log: ReturnType<typeof useDeliveryLog>
  base: string
  columns: DeliveryColumn[]
  openId: string | null
  onOpen: (id: string) => void
  hasFilters: boolean
  filters: FilterParams
  retentionDays: number
  maySend: boolean
  onAllTime: () => void
}

export function LogRows({ columns, log, base, openId, onOpen, filters, retentionDays, onAllTime, ...rest }: Props) {
  const { pages, rows, newCount, isMoreNew, showNew } = log
  const words = spanWords(filters, { retentionDays, timeZone: useTimeZone() })
  const more = useMoreInSight(pages, rows.length)
  const allTime = spanOf(filters) !== 'all' && <Button onClick={onAllTime}>Show all {retentionDays} days</Button>
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
  if (rows.length === 0) return <NoRows {...{ base, retentionDays, words, allTime }} {...rest} />
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
        <DeliveryTable {...{ columns, rows, base, openId, onOpen }} hasMore={pages.hasNextPage} />
      </div>
      <div ref={more} className="flex flex-wrap items-center justify-between gap-4 text-faint text-sm">
        <span>
          {pages.hasNextPage ? `Showing part of the ${words}.` : `Showing all of the ${words}.`} Deliveries are kept for{' '}
          {retentionDays} days.
        </span>
        {pages.hasNextPage ? (
          <Button isPending={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>
            Show older
          </Button>
        ) : (
          allTime
        )}
      </div>
    </div>
  )
}

type NoRowsProps = Pick<Props, 'base' | 'hasFilters' | 'retentionDays' | 'maySend'> & {
  words?: string
  allTime?: ReactNode
}

/** Names the period, because there may be many earlier deliveries. */
export function NoRows({
  base,
  hasFilters,
  retentionDays,
  maySend,
  words = `last ${retentionDays} days`,
  allTime,
}: NoRowsProps) {
  if (hasFilters)
    return (
      <EmptyState
        title="No deliveries match"
        action={
          <>
            <ButtonLink href={clearHref(base)}>Clear filters</ButtonLink>
            {allTime}
          </>
        }
      >
        Nothing in the {words} matches. Remove a filter or choose another time range.
      </EmptyState>
    )
  return (
    <EmptyState
      icon={<BellOff aria-hidden />}
      title={`No deliveries in the ${words}`}
      action={
        <>
          {maySend && <ButtonLink href={testHref(base)}>Send test</ButtonLink>}
          {allTime}
        </>
      }
    >
      Pushes sent in this environment appear here as they happen, with each attempt and its response.
    </EmptyState>
  )
}

const testHref = (base: string) => base.replace(/\/deliveries$/, '/test') as Parameters<typeof ButtonLink>[0]['href']
