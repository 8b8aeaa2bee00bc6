'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import {
  isInstant,
  offsetMinutesAt,
  offsetWords,
  readWall,
  type WallReading,
  wallTime,
} from '@/components/ui/time/wall-time'
import type { FieldProps } from './field'
import { TextField } from './text-field'

type Props = Omit<FieldProps, 'label'> & {
  label: string
  /** An instant in UTC, null if empty, or the unfinished text typed so far. */
  at: string | null
  timeZone: string
  onChange: (at: string | null) => void
}

/** A date and time in a zone. Keeps what is typed, and says how clocks in the zone read it. */
export function DateTimeField({ at, timeZone, onChange, hint, errors, ...field }: Props) {
  const [typed, setTyped] = useState({ text: '', at, timeZone })
  const [isFocused, setFocused] = useState(false)
  const isAsTyped = typed.text !== '' && typed.at === at && typed.timeZone === timeZone
  const text = isAsTyped ? typed.text : wallTime(at ?? '', timeZone)
  const isUnfinished = at !== null && !isInstant(at)
  const read = at === null || isUnfinished ? undefined : readWall(text, timeZone)

  function type({ value, validity }: HTMLInputElement) {
    const next = readWall(value, timeZone)?.at ?? (value || (validity.badInput ? '' : null))
    setTyped({ text: value, at: next, timeZone })
    onChange(next)
  }

  return (
    <div className="flex min-w-0 flex-col items-start gap-1">
      <TextField
        {...field}
        className="w-full"
        type="datetime-local"
        // With a maximum, browsers move to the next part after the fourth digit of the year.
        max="9999-12-31T23:59"
        value={text}
        hint={read && at ? readingWords(read, { at, text, timeZone }) : hint}
        errors={isUnfinished && (errors || !isFocused) ? [unfinished] : errors}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        onChange={(event) => type(event.target)}
      />
      {read?.second && at && <OtherMoment at={at} first={read} second={read.second} onChange={onChange} />}
    </div>
  )
}

const unfinished = 'Enter the whole date and time, with a four-digit year.'

type Other = { at: string; first: WallReading; second: NonNullable<WallReading['second']>; onChange: Props['onChange'] }

function OtherMoment({ at, first, second, onChange }: Other) {
  const [name, other] = at === second.at ? ['first', first] : ['second', second]
  return (
    <Button size="small" onClick={() => onChange(other.at)}>
      Use the {name}, {offsetWords(other.offsetMinutes)}
    </Button>
  )
}

function readingWords(read: WallReading, { at, text, timeZone }: { at: string; text: string; timeZone: string }) {
  const offset = offsetWords(offsetMinutesAt(at, timeZone))
  const [day, time] = text.split('T')
  if (read.second)
    return `Clocks go back on this day, so ${time} happens twice. This is the ${at === read.second.at ? 'second' : 'first'}, ${offset}.`
  if (!read.isSkipped) return offset
  const [shownDay, shownTime] = wallTime(at, timeZone).split('T')
  return `Clocks go forward, so ${time} doesn’t exist on this day. This counts as ${shownDay === day ? '' : `${shownDay} `}${shownTime}, ${offset}.`
}
