'use client'

import dynamic from 'next/dynamic'
import { untilLoaded } from '@/components/ui/on-demand'
import { Skeleton } from '@/components/ui/skeleton'
import { CopyButton } from '@/components/ui/text/copy-button'
import { type PushProblem, payloadBytes, payloadBytesMax } from '@/lib/apns/push/push-types'
import { formatNumber } from '@/lib/format/number'

const JsonEditor = dynamic(() => untilLoaded(() => import('./json-editor').then((module) => module.JsonEditor)), {
  ssr: false,
  loading: () => <Skeleton className="h-80 w-full" />,
})

type Props = {
  value: string
  payload: unknown
  pushType: string
  problems: PushProblem[]
  onChange: (value: string) => void
}

/** The payload as APNs receives it, with its size. */
export function JsonPanel({ value, payload, pushType, problems, onChange }: Props) {
  const bytes = payload === undefined ? undefined : payloadBytes(payload)
  const max = payloadBytesMax(pushType)
  const isOver = bytes !== undefined && bytes > max
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <div className="flex items-center gap-2">
        <span className="flex-1 font-medium">Payload</span>
        <CopyButton text={value} label="Copy payload" isIconOnly />
        <span className={isOver ? 'font-medium text-danger-text' : 'text-faint'}>
          {bytes === undefined ? '–' : formatNumber(bytes)} of {formatNumber(max)} bytes
        </span>
      </div>
      <div className="overflow-hidden rounded-surface border border-line-control text-sm">
        <JsonEditor label="Payload as JSON" value={value} problems={problems} onChange={onChange} />
      </div>
      <div aria-live="polite" className="flex flex-col gap-1">
        {problems.map(({ path, message }) => (
          <p key={path + message} className="text-danger-text text-sm">
            <span className="font-mono">{path}</span> {message}
          </p>
        ))}
      </div>
      <p className="text-faint text-sm">
        Pushdesk adds a “pushdesk” key, if there’s room, so the SDK can recognize the push.
      </p>
    </div>
  )
}
