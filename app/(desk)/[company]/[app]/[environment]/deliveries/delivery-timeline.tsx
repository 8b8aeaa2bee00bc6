'use client'

import {
  CircleCheck,
  CircleHelp,
  CirclePause,
  CircleX,
  Clock,
  Eye,
  Hourglass,
  Inbox,
  type LucideIcon,
  MessageSquare,
  Smartphone,
} from 'lucide-react'
import { classNames } from '@/components/ui/class-names'
import { Section } from '@/components/ui/section'
import { CutNote } from '@/components/ui/text/cut-note'
import { Outside } from '@/components/ui/text/outside'
import { ClockTime } from '@/components/ui/time/clock-time'
import { DateTime } from '@/components/ui/time/date-time'
import { ZoneNote } from '@/components/ui/time/zone-note'
import { formatDuration } from '@/lib/format/duration'
import { plural } from '@/lib/format/number'
import { AttemptDetail } from './attempt-detail'
import type { Delivery } from './delivery.query'

type Step = Delivery['steps'][number]

/** The delivery's steps in order, each with its time and the time since the previous step. */
export function DeliveryTimeline({ delivery }: { delivery: Delivery }) {
  const { steps, attempts } = delivery
  const unlisted = (attempts[0]?.number ?? 1) - 1
  return (
    <Section title="Timeline">
      <ZoneNote />
      {unlisted > 0 && (
        <CutNote>
          The newest {attempts.length} attempts. {plural(unlisted, 'earlier attempt')} not shown.
        </CutNote>
      )}
      <ol className="flex flex-col">
        {steps.map((step, index) => {
          const attempt = attempts.find(({ id }) => id === step.attemptId)
          return (
            <li key={step.id} className="relative grid grid-cols-[20px_minmax(0,1fr)] gap-x-3 pb-4 last:pb-0">
              {index < steps.length - 1 && (
                <span aria-hidden className="absolute top-6 bottom-0 left-[9.5px] w-px bg-line-strong" />
              )}
              <StepIcon step={step} />
              <div className="flex min-w-0 flex-col gap-1">
                <div className="flex min-w-0 flex-wrap items-baseline justify-between gap-x-3">
                  <span className={classNames('font-medium', step.kind === 'next' && 'text-quiet')}>
                    <Outside>{step.title}</Outside>
                  </span>
                  <StepTime step={step} previous={steps[index - 1]} />
                </div>
                {step.detail && (
                  <span className="min-w-0 text-quiet">
                    <Outside>{step.detail}</Outside>
                  </span>
                )}
                {step.kind === 'next' && !step.detail && delivery.state !== 'sending' && (
                  <span className="min-w-0 text-quiet">
                    Expires <DateTime at={delivery.expiresAt} />
                  </span>
                )}
                {attempt && (
                  <AttemptDetail attempt={attempt} isOpen={attempts.length === 1 && attempt.outcome !== 'accepted'} />
                )}
              </div>
            </li>
          )
        })}
      </ol>
    </Section>
  )
}

function StepTime({ step, previous }: { step: Step; previous: Step | undefined }) {
  if (!step.at) return null
  const ms = previous?.at ? step.at.getTime() - previous.at.getTime() : undefined
  return (
    <span className="flex items-baseline gap-2 text-faint text-sm tabular-nums">
      {ms !== undefined && ms >= 0 && <span>+{formatDuration(ms)}</span>}
      <ClockTime at={step.at} hasMs />
    </span>
  )
}

const byState: Record<NonNullable<Step['state']>, { icon: LucideIcon; color: string }> = {
  accepted: { icon: CircleCheck, color: 'text-status-accepted' },
  rejected: { icon: CircleX, color: 'text-status-failed' },
  failed: { icon: CircleX, color: 'text-status-failed' },
  unknown: { icon: CircleHelp, color: 'text-status-unknown' },
  not_sent: { icon: Clock, color: 'text-status-waiting' },
  suppressed: { icon: CirclePause, color: 'text-status-suppressed' },
  expired: { icon: Hourglass, color: 'text-status-expired' },
  queued: { icon: Clock, color: 'text-status-waiting' },
}
const byKind: Partial<Record<Step['kind'], LucideIcon>> = {
  created: MessageSquare,
  chosen: Smartphone,
  waited: Clock,
  received: Inbox,
  opened: Eye,
}

function StepIcon({ step }: { step: Step }) {
  const look = step.state && byState[step.state]
  const Icon = byKind[step.kind] ?? look?.icon ?? Clock
  return <Icon aria-hidden className={classNames('mt-0.5 ml-0.5 size-4', look?.color ?? 'text-faint')} />
}
