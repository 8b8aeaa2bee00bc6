'use client'

import { Clock } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { DateTimeField } from '@/components/ui/date-time-field'
import { Popover } from '@/components/ui/popover'
import { isInstant, ownTimeZone } from '@/components/ui/wall-time'
import type { FilterParams } from './search-params'

const hourMs = 3_600_000
const spans = [
  { label: 'Last hour', ms: hourMs },
  { label: 'Last 24 hours', ms: 24 * hourMs },
  { label: 'Last 7 days', ms: 168 * hourMs },
  { label: 'Last 30 days', ms: 720 * hourMs },
]

type SetTime = (change: Pick<FilterParams, 'from' | 'until'>) => unknown

/** The same as dragging over the bars, exactly and by keyboard. */
export function TimeMenu({ filters, setTime }: { filters: FilterParams; setTime: SetTime }) {
  const [isOpen, setOpen] = useState(false)
  function choose(range: Pick<FilterParams, 'from' | 'until'>) {
    setTime(range)
    setOpen(false)
  }
  return (
    <Popover
      title="Time"
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button icon={<Clock aria-hidden className="size-3.5" />} aria-keyshortcuts="t" data-shortcut="t">
          Time
        </Button>
      }
    >
      <div className="flex w-64 flex-col gap-3">
        <div className="grid grid-cols-2 gap-1.5">
          {spans.map(({ label, ms }) => (
            <Button key={label} size="small" onClick={() => choose({ from: new Date(Date.now() - ms), until: null })}>
              {label}
            </Button>
          ))}
        </div>
        <RangeForm filters={filters} choose={choose} />
      </div>
    </Popover>
  )
}

/** Both ends in the reader’s own time zone. */
function RangeForm({ filters, choose }: { filters: FilterParams; choose: SetTime }) {
  const [from, setFrom] = useState(filters.from?.toISOString() ?? null)
  const [until, setUntil] = useState(filters.until?.toISOString() ?? null)
  const isWhole = [from, until].every((at) => at === null || isInstant(at))

  function submit(event: FormEvent) {
    event.preventDefault()
    if (isWhole) choose({ from: from === null ? null : new Date(from), until: until === null ? null : new Date(until) })
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <DateTimeField label="From" at={from} timeZone={ownTimeZone()} onChange={setFrom} />
      <DateTimeField label="Until" at={until} timeZone={ownTimeZone()} onChange={setUntil} />
      <div className="flex justify-end gap-2">
        <Button variant="ghost" onClick={() => choose({ from: null, until: null })}>
          Any time
        </Button>
        <Button type="submit" variant="primary" disabled={!isWhole}>
          Show
        </Button>
      </div>
    </form>
  )
}
