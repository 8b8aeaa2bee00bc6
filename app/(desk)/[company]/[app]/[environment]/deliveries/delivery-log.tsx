'use client'

import { useQueryStates } from 'nuqs'
import { useState } from 'react'
import { FilterChips } from '@/components/ui/filter-chips'
import { Sheet } from '@/components/ui/overlays/sheet'
import { RowKeys } from '@/components/ui/row-keys'
import { useTimeZone } from '@/components/ui/time/time-zone'
import { useKeys } from '@/components/ui/use-keys'
import type { DeliveryColumn } from './columns'
import { DeliveryChart } from './delivery-chart'
import { DeliveryFacets } from './delivery-facets'
import { DeliverySheet } from './delivery-sheet'
import { LogBar } from './log-bar'
import { chipsOf, clearHref } from './log-chips'
import { LogRows } from './log-rows'
import { LogSpan } from './log-span-line'
import { type FilterParams, logParams } from './search-params'
import type { TimeParams } from './time-menu'
import { useDeliveryLog } from './use-delivery-log'

type Props = {
  columns: DeliveryColumn[]
  base: string
  environmentId: string
  mayExport: boolean
  mayRecover: boolean
  maySend: boolean
  retentionDays: number
}

export function DeliveryLog({ columns: columnsAtFirst, base, environmentId, retentionDays, maySend, ...may }: Props) {
  const [{ open, live, ...filters }, setParams] = useQueryStates(logParams, { history: 'push' })
  const [columns, setColumns] = useState(columnsAtFirst)
  const [isFacetSheetOpen, setFacetSheetOpen] = useState(false)
  // A period that ended in the past gets no new rows.
  const isLive = live && !(filters.until && filters.until < new Date())
  const log = useDeliveryLog({ base, filters, isLive, retentionDays })
  const setFilters = (change: Partial<FilterParams>) => setParams(emptyToNull(change))
  const toggleLive = () => setParams({ live: !live }, { history: 'replace' })
  const show = (id: string | null) => setParams({ open: id }, { history: open === null ? 'push' : 'replace' })

  useKeys({
    l: toggleLive,
    f: () => setFacetSheetOpen(true),
    t: () => document.querySelector<HTMLElement>('[data-shortcut="t"]')?.click(),
  })

  const chips = chipsOf(base, filters, { customerName: log.rows[0]?.customerName, timeZone: useTimeZone() })
  const facets = <DeliveryFacets {...{ base, filters, isLive, setFilters }} />
  const setTime = (time: TimeParams) => setFilters(time)
  return (
    <>
      <LogBar
        {...{ base, environmentId, filters, live, retentionDays, toggleLive, setTime, setFilters, ...may }}
        failure={log.tail.error}
        columns={columns}
        onColumns={setColumns}
        onFilters={() => setFacetSheetOpen(true)}
      />
      <FilterChips chips={chips} clearHref={clearHref(base)} />
      <LogSpan {...{ filters, retentionDays }} />
      <DeliveryChart {...{ base, filters, isLive }} onRange={(range) => setTime({ last: null, ...range })} />
      <div className="grid min-w-0 gap-6 min-[1200px]:grid-cols-[176px_minmax(0,1fr)]">
        <aside aria-label="Filters" className="hidden min-[1200px]:block">
          {facets}
        </aside>
        <RowKeys>
          <LogRows
            {...{ columns, log, base, filters, retentionDays, maySend }}
            onAllTime={() => setTime({ last: 'all', from: null, until: null })}
            openId={open}
            onOpen={show}
            hasFilters={chips.length > 0}
          />
        </RowKeys>
      </div>
      <Sheet title="Filters" open={isFacetSheetOpen} onOpenChange={setFacetSheetOpen}>
        <div className="p-4">{facets}</div>
      </Sheet>
      <DeliverySheet base={base} id={open} ids={log.rows.map((row) => row.id)} onShow={show} />
    </>
  )
}

/** Converts empty lists to null, which removes them from the URL. */
function emptyToNull(change: Partial<FilterParams>): Partial<FilterParams> {
  return Object.fromEntries(
    Object.entries(change).map(([name, value]) => [name, Array.isArray(value) && value.length === 0 ? null : value]),
  )
}
