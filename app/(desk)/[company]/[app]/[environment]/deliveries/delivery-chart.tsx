'use client'

import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { Skeleton } from '@/components/ui/skeleton'
import { stateWord } from '@/components/ui/state-badge'
import { ClockTime } from '@/components/ui/time/clock-time'
import type { DeliveryState } from '@/lib/deliveries/delivery-labels'
import { formatClock } from '@/lib/format/date'
import { formatNumber } from '@/lib/format/number'
import { ChartTable } from './chart-table'
import { type Chart, deliveryChart } from './delivery-log.query'
import type { FilterParams } from './search-params'

type Range = { from: Date; until: Date }
type Props = { base: string; filters: FilterParams; isLive: boolean; onRange: (range: Range) => void }
type Marked = { start: number; end: number }

/** Deliveries over time. Select a period by dragging, or with the arrow keys, Shift, and Enter. */
export function DeliveryChart({ base, filters, isLive, onRange }: Props) {
  const { data } = useQuery(deliveryChart({ base, filters }, isLive))
  const [isTable, setTable] = useState(false)
  if (!data) return <Skeleton className="h-[124px] w-full" />
  return (
    <div className="flex flex-col gap-1">
      {isTable ? <ChartTable chart={data} onRange={onRange} /> : <Bars chart={data} onRange={onRange} />}
      <div className="flex items-center justify-between gap-2 text-faint text-sm">
        <ClockTime at={data.from} />
        <Button size="small" variant="ghost" onClick={() => setTable(!isTable)}>
          {isTable ? 'Show as bars' : 'Show as a table'}
        </Button>
        <ClockTime at={data.until} />
      </div>
    </div>
  )
}

function Bars({ chart, onRange }: { chart: Chart; onRange: (range: Range) => void }) {
  const place = useRef<HTMLDivElement>(null)
  const [marked, setMarked] = useState<Marked>()
  const [isDragging, setDragging] = useState(false)
  const max = Math.max(0, ...chart.bars.map((bar) => bar.total))
  const first = marked && Math.min(marked.start, marked.end)
  const last = marked && Math.max(marked.start, marked.end)

  function choose() {
    const from = chart.bars[first ?? -1]?.from
    const until = chart.bars[last ?? -1]?.until
    if (from && until) onRange({ from, until })
    setMarked(undefined)
  }
  function barAt(event: PointerEvent) {
    const box = place.current?.getBoundingClientRect()
    if (!box) return 0
    return clamp(Math.floor(((event.clientX - box.left) / box.width) * chart.bars.length), chart.bars.length)
  }
  function press(event: KeyboardEvent) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (step) {
      event.preventDefault()
      const end = clamp((marked?.end ?? chart.bars.length) + step, chart.bars.length)
      setMarked({ start: event.shiftKey ? (marked?.start ?? end) : end, end })
    }
    if (event.key === 'Enter' && marked) choose()
    if (event.key === 'Escape') setMarked(undefined)
  }

  return (
    <div
      ref={place}
      role="slider"
      tabIndex={0}
      aria-label="Deliveries over time. Use the arrow keys to move, Shift with arrow keys to select a range, and Enter to apply it."
      aria-valuemin={0}
      aria-valuemax={chart.bars.length - 1}
      aria-valuenow={marked?.end ?? chart.bars.length - 1}
      aria-valuetext={valueText(chart, first, last)}
      onKeyDown={press}
      onBlur={() => setMarked(undefined)}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        setDragging(true)
        setMarked({ start: barAt(event), end: barAt(event) })
      }}
      onPointerMove={(event) => {
        const end = barAt(event)
        setMarked((now) => (isDragging && now ? { ...now, end } : { start: end, end }))
      }}
      onPointerUp={() => {
        setDragging(false)
        choose()
      }}
      onPointerLeave={() => !isDragging && setMarked(undefined)}
      className="relative flex h-24 touch-none select-none items-end gap-px rounded-control border-b pt-5"
    >
      {chart.bars.map((bar, index) => (
        <span
          key={bar.from.getTime()}
          className={classNames(
            'flex h-full min-w-0 flex-1 flex-col-reverse',
            first !== undefined && last !== undefined && index >= first && index <= last && 'bg-accent-soft',
          )}
        >
          {layers.map(({ states, fill }) => {
            const count = states.reduce((sum, state) => sum + (bar.states[state] ?? 0), 0)
            if (!count) return null
            return <span key={fill} style={{ height: `${Math.max((count / max) * 100, 2)}%` }} className={fill} />
          })}
          {bar.isCapped && <span className="mb-px h-px bg-neutral-8" />}
        </span>
      ))}
      <span className="pointer-events-none absolute top-0 left-0 text-faint text-sm">
        {marked ? valueText(chart, first, last) : `Peak: ${formatNumber(max)}`}
      </span>
    </div>
  )
}

/** Successful states are pale so that failures stand out. */
const layers: { states: DeliveryState[]; fill: string }[] = [
  { states: ['accepted'], fill: 'bg-neutral-7' },
  { states: ['suppressed'], fill: 'bg-neutral-5' },
  { states: ['queued', 'sending', 'retrying'], fill: 'bg-status-waiting' },
  { states: ['expired'], fill: 'bg-status-expired' },
  { states: ['failed'], fill: 'bg-status-failed' },
]

function valueText(chart: Chart, first: number | undefined, last: number | undefined) {
  const bars = chart.bars.slice(first ?? chart.bars.length - 1, (last ?? chart.bars.length - 1) + 1)
  const states = new Map<DeliveryState, number>()
  for (const bar of bars)
    for (const [state, count] of Object.entries(bar.states) as [DeliveryState, number][])
      states.set(state, (states.get(state) ?? 0) + count)
  const words = [...states].map(([state, count]) => `${formatNumber(count)} ${stateWord(state).toLowerCase()}`)
  const from = bars[0]?.from
  const until = bars.at(-1)?.until
  const time = from && until ? `${formatClock(from)} to ${formatClock(until)}` : ''
  const more = bars.some((bar) => bar.isCapped) ? ', or more' : ''
  return `${time}: ${words.join(', ') || 'no deliveries'}${more}`
}

const clamp = (value: number, length: number) => Math.min(Math.max(value, 0), length - 1)
