import { ArrowDown, Check, CircleDot, CircleSlash, Minus, X } from 'lucide-react'
import { classNames } from '@/components/ui/class-names'
import { languageName } from '@/lib/prompts/content/language'
import { isolated } from '@/lib/text/isolated'
import type { PromptExplanation } from './explain.query'

export function EvaluationVerdict({ explanation: { verdict, evaluation, words } }: { explanation: PromptExplanation }) {
  const isAsked = 'value' in evaluation && evaluation.value
  return (
    <div
      className={classNames(
        'flex items-start gap-3 rounded-surface border p-4',
        isAsked ? 'border-status-accepted/30 bg-status-accepted/6' : 'bg-neutral-2',
      )}
    >
      {isAsked ? (
        <Check aria-hidden className="mt-0.5 size-5 text-status-accepted" />
      ) : (
        <CircleSlash aria-hidden className="mt-0.5 size-5 text-quiet" />
      )}
      <div className="min-w-0">
        <p className="font-semibold text-lg">{verdict}</p>
        <p className="text-quiet">
          {isAsked && `“${isolated(words.title)}”, in ${languageName(words.locale)} · `}
          {'reason' in evaluation ? `OFREP reason: ${evaluation.reason}` : `OFREP error: ${evaluation.error}`}
        </p>
      </div>
    </div>
  )
}

export function Steps({ explanation: { steps } }: { explanation: PromptExplanation }) {
  return (
    <ol aria-label="Steps" className="flex flex-col">
      {steps.map(({ title, sentence, state, conditions }) => (
        <li key={title} className={'flex gap-3 border-b py-2.5 last:border-b-0'}>
          <StepIcon state={state} />
          <div className="flex min-w-0 flex-col gap-1">
            <p>
              <strong className="font-semibold">{title}</strong> <span className="text-quiet">{sentence}</span>
            </p>
            {conditions?.map((condition) => (
              <p key={condition.sentence} className="flex flex-wrap items-center gap-x-2 text-quiet">
                {condition.holds ? (
                  <Check aria-label="Matches" className="size-3.5 text-status-accepted" />
                ) : (
                  <X aria-label="Doesn’t match" className="size-3.5 text-status-failed" />
                )}
                {condition.sentence}
                <span className="text-faint">
                  here <span className="font-mono text-sm">{condition.actual}</span>
                </span>
              </p>
            ))}
          </div>
        </li>
      ))}
    </ol>
  )
}

function StepIcon({ state }: { state: PromptExplanation['steps'][number]['state'] }) {
  if (state === 'decided')
    return <CircleDot aria-label="Decided here" className="mt-0.5 size-4 shrink-0 text-accent-text" />
  if (state === 'passed') return <ArrowDown aria-label="Continued" className="mt-0.5 size-4 shrink-0 text-faint" />
  return <Minus aria-label="Not reached" className="mt-0.5 size-4 shrink-0 text-faint" />
}
