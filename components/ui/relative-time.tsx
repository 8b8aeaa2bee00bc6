'use client'

import { classNames } from './class-names'
import { useNow } from './now'
import { durationWords, relativeWords } from './relative-words'
import { Tooltip } from './tooltip'
import { useCopy } from './use-copy'

type Props = { at: Date | string; className?: string }

/** "3 min ago"; hover and focus tell the exact moment, here and in UTC; a press copies it. */
export function RelativeTime({ at, className }: Props) {
  const moment = new Date(at)
  const iso = moment.toISOString()
  const { isCopied, copy } = useCopy(iso)
  return (
    <Tooltip text={<ExactTime moment={moment} isCopied={isCopied} />}>
      <button
        type="button"
        onClick={copy}
        className={classNames('min-h-6 cursor-default whitespace-nowrap rounded-sm', className)}
      >
        <RelativeWords at={moment} />
      </button>
    </Tooltip>
  )
}

/** The same words alone, for inside a link or a sentence. `isBare`: without "ago". */
export function RelativeWords({ at, isBare }: { at: Date | string; isBare?: boolean }) {
  const now = useNow()
  const moment = new Date(at)
  const words = isBare ? durationWords(Math.abs(now.getTime() - moment.getTime())) : relativeWords(moment, now)
  return <time dateTime={moment.toISOString()}>{words}</time>
}

function ExactTime({ moment, isCopied }: { moment: Date; isCopied: boolean }) {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  return (
    <span className="grid grid-cols-[auto_auto] gap-x-3 tabular-nums">
      <span className="opacity-75">{timeZone}</span>
      <span>{exact(moment, timeZone)}</span>
      <span className="opacity-75">UTC</span>
      <span>{exact(moment, 'UTC')}</span>
      <span className="col-span-2 opacity-75">{isCopied ? 'Copied' : 'Press to copy'}</span>
    </span>
  )
}

function exact(moment: Date, timeZone: string) {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    day: '2-digit',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
  }).format(moment)
}
