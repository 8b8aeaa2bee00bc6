import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names'

const tones = {
  info: { box: 'border-line-strong bg-neutral-2', color: 'text-accent-text', icon: Info },
  good: { box: 'border-status-accepted/30 bg-status-accepted/6', color: 'text-status-accepted', icon: CircleCheck },
  warning: { box: 'border-status-expired/35 bg-status-expired/7', color: 'text-status-expired', icon: TriangleAlert },
  failure: { box: 'border-status-failed/35 bg-status-failed/6', color: 'text-status-failed', icon: CircleAlert },
} as const

type Props = {
  tone?: keyof typeof tones
  title?: ReactNode
  action?: ReactNode
  /** Announces the callout at once, for one that appears while a person works. */
  isLive?: boolean
  children?: ReactNode
}

export function Callout({ tone = 'info', title, action, isLive, children }: Props) {
  const { box, color, icon: Icon } = tones[tone]
  return (
    <div
      role={isLive ? 'alert' : undefined}
      className={classNames('flex flex-wrap items-start gap-x-3 gap-y-2 rounded-surface border px-3 py-2.5', box)}
    >
      <Icon aria-hidden className={classNames('mt-0.5 size-4 shrink-0', color)} />
      <div className="flex min-w-0 flex-1 basis-60 flex-col gap-0.5">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div className="text-quiet">{children}</div>}
      </div>
      {action && <div className="flex shrink-0 gap-2">{action}</div>}
    </div>
  )
}
