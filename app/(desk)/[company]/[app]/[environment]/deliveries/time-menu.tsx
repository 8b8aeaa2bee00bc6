'use client'

import { Clock } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { DateTimeField } from '@/components/ui/form/date-time-field'
import { Popover } from '@/components/ui/overlays/popover'
import { isInstant, ownTimeZone } from '@/components/ui/time/wall-time'
import { lastSpanNames, lastSpans } from './last-spans'
import { spanOf, spanWords } from './log-span'
import type { FilterParams } from './search-params'

export type TimeParams = Pick<FilterParams, 'last' | 'from' | 'until'>
type SetTime = (change: TimeParams) => unknown
type Props = { filters: FilterParams; retentionDays: number; setTime: SetTime }

/** Selects a period exactly and by keyboard, as an alternative to dragging over the chart. */
export function TimeMenu({ filters, retentionDays, setTime }: Props) {
  const [isOpen, setOpen] = useState(false)
  const span = spanOf(filters)
  function choose(time: TimeParams) {
    setTime(time)
    setOpen(false)
  }
  return (
    <Popover
      title="Time"
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button icon={<Clock aria-hidden className="size-3.5" />} aria-keyshortcuts="t" data-shortcut="t">
          {span === 'range' ? 'Time' : `Time: ${spanWords(filters, { retentionDays })}`}
        </Button>
      }
    >
      <div className="flex w-64 flex-col gap-3">
        <div className="grid grid-cols-2 gap-1.5">
          {lastSpanNames.map((last) => (
            <Button
              key={last}
              size="small"
              aria-pressed={last === span}
              onClick={() => choose({ last, from: null, until: null })}
            >
              {capitalized(last === 'all' ? `all ${retentionDays} days` : lastSpans[last].words)}
            </Button>
          ))}
        </div>
        <RangeForm filters={filters} choose={choose} />
      </div>
    </Popover>
  )
}

/** Both ends are in the reader's time zone. */
function RangeForm({ filters, choose }: { filters: FilterParams; choose: SetTime }) {
  const [from, setFrom] = useState(filters.from?.toISOString() ?? null)
  const [until, setUntil] = useState(filters.until?.toISOString() ?? null)
  const isWhole = [from, until].every((at) => at === null || isInstant(at))

  function submit(event: FormEvent) {
    event.preventDefault()
    if (isWhole)
      choose({
        last: null,
        from: from === null ? null : new Date(from),
        until: until === null ? null : new Date(until),
      })
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <DateTimeField label="From" at={from} timeZone={ownTimeZone()} onChange={setFrom} />
      <DateTimeField label="Until" at={until} timeZone={ownTimeZone()} onChange={setUntil} />
      <div className="flex justify-end gap-2">
        <Button type="submit" variant="primary" disabled={!isWhole}>
          Show
        </Button>
      </div>
    </form>
  )
}

const capitalized = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)
