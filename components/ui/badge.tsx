import type { ReactNode } from 'react'
import { classNames } from './class-names'

const tones = {
  neutral: 'text-quiet border-line-strong',
  accent: 'text-accent-text border-accent-text/30 bg-accent-soft',
  accepted: 'text-status-accepted border-status-accepted/30 bg-status-accepted/8',
  suppressed: 'text-status-suppressed border-status-suppressed/30 bg-status-suppressed/8',
  waiting: 'text-status-waiting border-status-waiting/30 bg-status-waiting/8',
  failed: 'text-status-failed border-status-failed/30 bg-status-failed/8',
  unknown: 'text-status-unknown border-status-unknown/30 bg-status-unknown/8',
  expired: 'text-status-expired border-status-expired/30 bg-status-expired/8',
  sandbox: 'text-sandbox border-sandbox/40 border-dashed bg-sandbox-line/10',
} as const

export type BadgeTone = keyof typeof tones

export function Badge({
  tone = 'neutral',
  icon,
  className,
  children,
}: {
  tone?: BadgeTone
  icon?: ReactNode
  className?: string
  children: ReactNode
}) {
  return (
    <span
      className={classNames(
        'inline-flex h-5 w-fit items-center align-top gap-1 whitespace-nowrap rounded-full border px-2 font-medium text-xs [&_svg]:size-3',
        tones[tone],
        className,
      )}
    >
      {icon}
      {children}
    </span>
  )
}
