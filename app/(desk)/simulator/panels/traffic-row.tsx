'use client'

import { ArrowDown, ArrowUp, ChevronRight } from 'lucide-react'
import { useId, useState } from 'react'
import type { PhoneExchange } from '@/app/(desk)/simulator/phone/traffic'
import { classNames } from '@/components/ui/class-names'
import { CodeBlock } from '@/components/ui/text/code-block'
import { formatTime } from '@/lib/format/date'

export function TrafficRow({ exchange }: { exchange: PhoneExchange }) {
  const [isOpen, setIsOpen] = useState(false)
  const id = useId()
  const { kind, method, path, durationMs, note, at } = exchange
  const Arrow = kind === 'push' ? ArrowDown : ArrowUp
  return (
    <li className="border-b">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setIsOpen(!isOpen)}
        className="flex min-h-(--row) w-full items-center gap-2 rounded-sm py-1 text-left hover:bg-hover"
      >
        <ChevronRight
          aria-hidden
          className={classNames('size-3.5 shrink-0 text-faint transition-transform', isOpen && 'rotate-90')}
        />
        <Arrow
          aria-hidden
          className={classNames('size-3.5 shrink-0', kind === 'push' ? 'text-accent-text' : 'text-faint')}
        />
        <span className="min-w-0 flex-1">
          <span className="flex min-w-0 items-center gap-2 font-mono text-sm">
            <span className="shrink-0 text-quiet">{method}</span>
            <span className="truncate">{path}</span>
          </span>
          {note && <span className="block truncate text-faint text-sm">{note}</span>}
        </span>
        <span className="flex shrink-0 flex-col items-end text-sm">
          {kind === 'request' && <Status status={exchange.status} />}
          <span className="text-faint text-xs">
            {exchange.status !== 'open' && durationMs !== undefined && `${durationMs} ms · `}
            <time dateTime={new Date(at).toISOString()}>{clock(at)}</time>
          </span>
        </span>
      </button>
      {isOpen && (
        <div id={id} className="flex flex-col gap-2 pt-1 pb-3 pl-5">
          {exchange.sent && <CodeBlock label="Request" code={textOf(exchange.sent)} maxHeightPx={260} isWrapped />}
          {exchange.got && (
            <CodeBlock
              label={kind === 'push' ? 'Push' : 'Response'}
              code={textOf(exchange.got)}
              maxHeightPx={260}
              isWrapped
            />
          )}
        </div>
      )}
    </li>
  )
}

function Status({ status }: { status: PhoneExchange['status'] }) {
  if (status === 'open') return <span className="text-status-waiting">open</span>
  if (status === 'lost') return <span className="font-medium text-status-failed">no response</span>
  const color = status < 400 ? 'text-status-accepted' : 'text-status-failed'
  return <span className={classNames('font-medium', color)}>{status}</span>
}

function textOf({ headers, body }: NonNullable<PhoneExchange['sent']>): string {
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  const rest = body === undefined ? [] : ['', typeof body === 'string' ? body : JSON.stringify(body, null, 2)]
  return [...head, ...rest].join('\n')
}

const clock = (at: number) => formatTime(new Date(at))
