'use client'

import { Clock } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Popover } from '@/components/ui/popover'
import { TextField } from '@/components/ui/text-field'
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
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    choose({ from: momentOf(form.get('from')), until: momentOf(form.get('until')) })
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
        <form onSubmit={submit} className="flex flex-col gap-2">
          <TextField label="From" name="from" type="datetime-local" defaultValue={localOf(filters.from)} />
          <TextField label="Until" name="until" type="datetime-local" defaultValue={localOf(filters.until)} />
          <div className="flex justify-end gap-2">
            <Button variant="ghost" onClick={() => choose({ from: null, until: null })}>
              Any time
            </Button>
            <Button type="submit" variant="primary">
              Show
            </Button>
          </div>
        </form>
      </div>
    </Popover>
  )
}

function momentOf(value: FormDataEntryValue | null) {
  return typeof value === 'string' && value ? new Date(value) : null
}

/** What a datetime-local field takes: the person's own time without its zone. */
function localOf(moment: Date | null) {
  if (!moment) return undefined
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
