'use client'

import type { ReactNode } from 'react'
import { classNames } from '@/components/ui/class-names'
import { Tooltip } from '@/components/ui/overlays/tooltip'
import { useCopy } from '@/components/ui/text/use-copy'
import { formatExactTime } from '@/lib/format/date'
import { formatRelative, formatSpan } from '@/lib/format/duration'
import { useNow } from './now'
import { ownTimeZone } from './wall-time'

type Props = {
  at: Date | string
  /** `3 minutes ago` instead of `3m ago`. */
  isSentence?: boolean
  className?: string
}

/** `3m ago`. Hover or focus shows the exact time, local and in UTC; a click copies it. */
export function RelativeTime({ at, isSentence, className }: Props) {
  const moment = new Date(at)
  return (
    <CopyableMoment at={moment} className={className}>
      {isSentence ? <RelativeWords at={moment} /> : <ShortRelativeWords at={moment} />}
    </CopyableMoment>
  )
}

/** A time in any wording. Its tooltip is exact, and a click copies it in UTC. */
export function CopyableMoment({ at, className, children }: { at: Date; className?: string; children: ReactNode }) {
  const { isCopied, copy } = useCopy(at.toISOString())
  return (
    <Tooltip text={<ExactTime moment={at} isCopied={isCopied} />}>
      <button
        type="button"
        onClick={copy}
        className={classNames('min-h-6 cursor-default whitespace-nowrap rounded-sm', className)}
      >
        {children}
      </button>
    </Tooltip>
  )
}

/** Relative time as plain text, for links and sentences. `isBare`: without "ago". */
export function RelativeWords({ at, isBare }: { at: Date | string; isBare?: boolean }) {
  const now = useNow()
  const moment = new Date(at)
  const words = isBare ? formatSpan(Math.abs(now.getTime() - moment.getTime())) : formatRelative(moment, now, 'long')
  return <time dateTime={moment.toISOString()}>{words}</time>
}

/** Shows `3m ago`, which screen readers announce as “3 minutes ago”. */
export function ShortRelativeWords({ at }: { at: Date | string }) {
  const now = useNow()
  const moment = new Date(at)
  return (
    <time dateTime={moment.toISOString()} className="relative">
      <span aria-hidden>{formatRelative(moment, now, 'narrow')}</span>
      <span className="sr-only">{formatRelative(moment, now, 'long')}</span>
    </time>
  )
}

function ExactTime({ moment, isCopied }: { moment: Date; isCopied: boolean }) {
  const timeZone = ownTimeZone()
  return (
    <span className="grid grid-cols-[auto_auto] gap-x-3 tabular-nums">
      <span className="opacity-75">{timeZone}</span>
      <span>{formatExactTime(moment, { timeZone })}</span>
      <span className="opacity-75">UTC</span>
      <span>{formatExactTime(moment, { timeZone: 'UTC' })}</span>
      <span className="col-span-2 opacity-75">{isCopied ? 'Copied' : 'Click to copy'}</span>
    </span>
  )
}
