import { CircleCheck, CircleDashed, CircleX, type LucideIcon, TriangleAlert } from 'lucide-react'
import { classNames } from '@/components/ui/class-names'
import { Outside } from '@/components/ui/text/outside'
import { RelativeTime } from '@/components/ui/time/relative-time'
import type { CheckStatus } from '@/lib/diagnosis/check-names'
import type { Check, Fact } from '@/lib/diagnosis/schema'

const looks: Record<CheckStatus, { icon: LucideIcon; color: string; word: string }> = {
  ok: { icon: CircleCheck, color: 'text-status-accepted', word: 'OK' },
  warning: { icon: TriangleAlert, color: 'text-status-expired', word: 'Warning' },
  stopped: { icon: CircleX, color: 'text-status-failed', word: 'Blocked here' },
  not_reached: { icon: CircleDashed, color: 'text-faint', word: 'Not reached' },
}

/** The checks in the order in which a push passes them, each with its facts. */
export function CheckList({ checks }: { checks: Check[] }) {
  return (
    <ol aria-label="Checks" className="flex flex-col">
      {checks.map((check, index) => (
        <CheckStep key={check.name} check={check} isLast={index === checks.length - 1} />
      ))}
    </ol>
  )
}

function CheckStep({ check, isLast }: { check: Check; isLast: boolean }) {
  const { icon: Icon, color, word } = looks[check.status]
  const isQuiet = check.status === 'not_reached'
  return (
    <li className="flex gap-3">
      <div className="flex flex-col items-center">
        <Icon aria-hidden className={classNames('mt-0.5 size-4 shrink-0', color)} />
        {!isLast && <span aria-hidden className="my-1 w-px flex-1 bg-line-strong" />}
      </div>
      <div className={classNames('flex min-w-0 flex-1 flex-col gap-1', isLast ? undefined : isQuiet ? 'pb-2' : 'pb-4')}>
        <div className="flex flex-wrap items-baseline gap-x-2">
          <h2 className={isQuiet ? 'text-faint' : 'font-medium'}>{check.title}</h2>
          <span className={classNames('text-sm', color)}>{word}</span>
        </div>
        {!isQuiet && <p className={check.status === 'stopped' ? 'text-md' : 'text-quiet'}>{check.sentence}</p>}
        {check.facts.length > 0 && (
          <dl className="flex flex-wrap gap-x-5 gap-y-0.5 text-sm">
            {check.facts.map((fact) => (
              <FactPair key={`${fact.label}:${fact.value}`} fact={fact} />
            ))}
          </dl>
        )}
        {check.nextAction && check.status !== 'ok' && (
          <p>
            <span className="font-medium">Next: </span>
            {check.nextAction.sentence}
          </p>
        )}
      </div>
    </li>
  )
}

function FactPair({ fact }: { fact: Fact }) {
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-1.5">
      <dt className="text-faint">{fact.label}</dt>
      <dd className="flex min-w-0 items-center gap-x-1.5">
        {fact.at && <RelativeTime at={fact.at} />}
        {fact.value && (
          <span className="min-w-0">
            <Outside>{fact.value}</Outside>
          </span>
        )}
      </dd>
    </div>
  )
}
