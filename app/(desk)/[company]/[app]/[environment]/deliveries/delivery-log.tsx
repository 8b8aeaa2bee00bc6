'use client'

import { useQueryStates } from 'nuqs'
import { useState } from 'react'
import { FilterChips } from '@/components/ui/filter-chips'
import { Sheet } from '@/components/ui/sheet'
import { DeliveryChart } from './delivery-chart'
import { DeliveryFacets } from './delivery-facets'
import { DeliverySheet } from './delivery-sheet'
import { LogBar } from './log-bar'
import { chipsOf, clearHref } from './log-chips'
import { LogRows } from './log-rows'
import { type FilterParams, logParams } from './search-params'
import { useDeliveryLog } from './use-delivery-log'
import { moveRowFocus, useLogKeys } from './use-log-keys'

type Props = { base: string; mayExport: boolean; retentionDays: number }

export function DeliveryLog({ base, mayExport, retentionDays }: Props) {
  const [{ open, live, ...filters }, setParams] = useQueryStates(logParams, { history: 'push' })
  const [isFacetSheetOpen, setFacetSheetOpen] = useState(false)
  // What ended in the past can show nothing new.
  const isLive = live && !(filters.until && filters.until < new Date())
  const log = useDeliveryLog({ base, filters, isLive })
  const setFilters = (change: Partial<FilterParams>) => setParams(emptyToNull(change))
  const toggleLive = () => setParams({ live: !live }, { history: 'replace' })
  const show = (id: string | null) => setParams({ open: id }, { history: open === null ? 'push' : 'replace' })

  useLogKeys({
    l: toggleLive,
    j: () => moveRowFocus(1),
    k: () => moveRowFocus(-1),
    f: () => setFacetSheetOpen(true),
    t: () => document.querySelector<HTMLElement>('[data-shortcut="t"]')?.click(),
  })

  const chips = chipsOf(base, filters, { customerName: log.rows[0]?.customerName })
  const facets = <DeliveryFacets {...{ base, filters, isLive, setFilters }} />
  const setTime = (range: Pick<FilterParams, 'from' | 'until'>) => setFilters(range)
  return (
    <>
      <LogBar
        {...{ base, filters, mayExport, live, toggleLive, setTime, setFilters }}
        failure={log.tail.error}
        onFilters={() => setFacetSheetOpen(true)}
      />
      <FilterChips chips={chips} clearHref={clearHref(base)} />
      <DeliveryChart {...{ base, filters, isLive }} onRange={setTime} />
      <div className="grid min-w-0 gap-8 min-[1200px]:grid-cols-[184px_minmax(0,1fr)]">
        <aside aria-label="Filters" className="hidden min-[1200px]:block">
          {facets}
        </aside>
        <LogRows {...{ log, base, retentionDays }} openId={open} onOpen={show} hasFilters={chips.length > 0} />
      </div>
      <Sheet title="Filters" open={isFacetSheetOpen} onOpenChange={setFacetSheetOpen}>
        <div className="p-4">{facets}</div>
      </Sheet>
      <DeliverySheet base={base} id={open} ids={log.rows.map((row) => row.id)} onShow={show} />
    </>
  )
}

/** An empty list is no filter; it leaves the URL. */
function emptyToNull(change: Partial<FilterParams>): Partial<FilterParams> {
  return Object.fromEntries(
    Object.entries(change).map(([name, value]) => [name, Array.isArray(value) && value.length === 0 ? null : value]),
  )
}
