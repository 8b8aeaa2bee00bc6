import type { BadgeTone } from './badge'
import { classNames } from './class-names'

const fills: Partial<Record<BadgeTone, string>> = {
  accent: 'bg-accent',
  accepted: 'bg-status-accepted',
  suppressed: 'bg-status-suppressed/60',
  waiting: 'bg-status-waiting',
  failed: 'bg-status-failed',
  unknown: 'bg-status-unknown',
  expired: 'bg-status-expired',
}

type Props = {
  label: string
  value: number
  max: number
  /** In words: "34 of 37 apps". */
  text: string
  tone?: BadgeTone
  isTextHidden?: boolean
  className?: string
}

export function Meter({ label, value, max, text, tone = 'accent', isTextHidden, className }: Props) {
  const share = Math.min(1, value / Math.max(max, 1))
  return (
    <div className={classNames('flex flex-col gap-1', className)}>
      <span aria-hidden className={isTextHidden ? 'hidden' : 'flex justify-between gap-2 text-sm'}>
        <span className="text-quiet">{label}</span>
        <span>{text}</span>
      </span>
      {/* biome-ignore lint/a11y/useSemanticElements: browsers style their own meter each in their own way */}
      <span
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={Math.max(max, 1)}
        aria-valuenow={value}
        aria-valuetext={text}
        className="block h-1.5 overflow-hidden rounded-full bg-neutral-4"
      >
        <span
          style={{ width: `${share * 100}%` }}
          className={classNames('block h-full rounded-full transition-[width]', fills[tone])}
        />
      </span>
    </div>
  )
}

type Part = { name: string; value: number; tone: BadgeTone }

/** Shows proportions as one thin bar. Show the numbers beside it. */
export function SplitBar({ label, parts }: { label: string; parts: readonly Part[] }) {
  const shown = parts.filter((part) => part.value > 0)
  const text = shown.map((part) => `${part.name} ${part.value}`).join(', ') || 'nothing'
  return (
    <span
      role="img"
      aria-label={`${label}: ${text}`}
      className="flex h-1.5 w-full gap-px overflow-hidden rounded-full bg-neutral-4"
    >
      {shown.map((part) => (
        <span key={part.name} style={{ flexGrow: part.value }} className={classNames('min-w-0.5', fills[part.tone])} />
      ))}
    </span>
  )
}
