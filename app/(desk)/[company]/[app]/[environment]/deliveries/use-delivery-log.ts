'use client'

import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { useNow } from '@/components/ui/time/now'
import { type DeliveryLogRow, deliveryPages, deliveryTail, pagesKey } from './delivery-log.query'
import { momentsOf } from './log-span'
import type { FilterParams } from './search-params'

/** Scroll distance from which new rows would move the row being read. */
const heldBelowPx = 160

type Given = { base: string; filters: FilterParams; isLive: boolean; retentionDays: number }

/**
 * Loaded pages merged with the live tail. Changed rows update in place. New rows are inserted while the top of the list
 * is in view; otherwise they are only counted.
 */
export function useDeliveryLog({ base, filters, isLive, retentionDays }: Given) {
  const client = useQueryClient()
  const log = { base, filters }
  const pages = useInfiniteQuery(deliveryPages(log))
  const tail = useQuery(deliveryTail(log, isLive))
  const [heldAt, setHeldAt] = useState<Place>()

  const rows = useMemo(
    () => merged(pages.data?.pages.flatMap((page) => page.deliveries) ?? [], tail.data?.deliveries ?? []),
    [pages.data, tail.data],
  )
  const now = useNow()
  // Rows drop out of a period that ends now as time passes.
  const { from } = momentsOf(filters, { now, retentionDays })
  const inSpan = isLive ? rows.filter((row) => row.createdAt >= from) : rows
  const shown = heldAt ? inSpan.filter((row) => !isNewer(row, heldAt)) : inSpan
  const newest = shown[0]

  useEffect(() => {
    function hold() {
      const isReading = window.scrollY > heldBelowPx
      setHeldAt((held) => (isReading ? (held ?? (newest && placeOf(newest))) : undefined))
    }
    window.addEventListener('scroll', hold, { passive: true })
    return () => window.removeEventListener('scroll', hold)
  }, [newest])

  // The tail has more new rows than one page holds. Rows between it and the pages are missing, so load the pages again.
  const oldestOfTail = tail.data?.next ? tail.data.deliveries.at(-1) : undefined
  const newestOfPages = pages.data?.pages[0]?.deliveries[0]
  const hasGap = Boolean(oldestOfTail && newestOfPages && isNewer(oldestOfTail, placeOf(newestOfPages)))
  useEffect(() => {
    if (hasGap && !heldAt) void client.resetQueries({ queryKey: pagesKey({ base, filters }) })
  }, [hasGap, heldAt, client, base, filters])

  function showNew() {
    setHeldAt(undefined)
    window.scrollTo({ top: 0 })
  }

  return { pages, tail, rows: shown, newCount: inSpan.length - shown.length, isMoreNew: hasGap, showNew }
}

type Place = { createdAt: Date; id: string }
const placeOf = ({ createdAt, id }: DeliveryLogRow): Place => ({ createdAt, id })
const isNewer = (row: Place, than: Place) =>
  row.createdAt > than.createdAt || (+row.createdAt === +than.createdAt && row.id > than.id)

function merged(rows: DeliveryLogRow[], fresh: DeliveryLogRow[]) {
  const byId = new Map(rows.map((row) => [row.id, row]))
  for (const row of fresh) byId.set(row.id, row)
  return [...byId.values()].sort((a, b) => (isNewer(a, b) ? -1 : 1))
}
