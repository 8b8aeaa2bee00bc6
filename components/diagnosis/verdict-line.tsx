import { CircleCheck, CircleX, type LucideIcon, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from '@/components/ui/class-names'
import type { Verdict } from '@/lib/diagnosis/schema'
import { FactList } from './fact-list'

const looks: Record<Verdict['status'], { icon: LucideIcon; color: string; word: string }> = {
  ok: { icon: CircleCheck, color: 'text-status-accepted', word: 'OK:' },
  warning: { icon: TriangleAlert, color: 'text-status-expired', word: 'Check this:' },
  stopped: { icon: CircleX, color: 'text-status-failed', word: 'Blocked:' },
}

/** The answer in one sentence, the next step, and the evidence. */
export function VerdictLine({ verdict, actions }: { verdict: Verdict; actions?: ReactNode }) {
  const { icon: Icon, color, word } = looks[verdict.status]
  return (
    <div className="flex flex-wrap items-start gap-x-3 gap-y-2 rounded-surface border border-line-strong bg-neutral-2 px-4 py-3">
      <Icon aria-hidden className={classNames('mt-0.5 size-5 shrink-0', color)} />
      <div className="flex min-w-0 flex-1 basis-72 flex-col gap-1">
        <p className="text-lg">
          <span className="sr-only">{word} </span>
          {verdict.sentence}
        </p>
        {verdict.status !== 'ok' && (
          <p className="max-w-prose text-md text-quiet">
            <span className="font-medium text-text">Next: </span>
            {verdict.nextAction.sentence}
          </p>
        )}
        <FactList facts={verdict.facts} />
        {actions && <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  )
}
