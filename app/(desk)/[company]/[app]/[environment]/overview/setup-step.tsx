import { Check, ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from '@/components/ui/class-names'

type Props = {
  number: number
  title: string
  state: 'done' | 'next' | 'later'
  /** Details of a completed step. */
  note: string | undefined
  children: ReactNode
}

const words = { done: '(done)', next: '(next)', later: '(to do)' }

/** Expands the next step. The other steps can be expanded. */
export function SetupStep({ number, title, state, note, children }: Props) {
  const [isDone, isNext] = [state === 'done', state === 'next']
  const mark = (
    <span
      aria-hidden
      className={classNames(
        'flex size-5 shrink-0 items-center justify-center rounded-full border text-sm',
        isDone && 'border-transparent bg-status-accepted text-page',
        isNext && 'border-accent font-semibold text-accent-text',
        !isDone && !isNext && 'border-line-control text-faint',
      )}
    >
      {isDone ? <Check className="size-3" /> : number}
    </span>
  )
  const label = (
    <>
      {mark}
      <span className={isNext ? 'font-semibold' : isDone ? 'text-quiet' : undefined}>{title}</span>
      <span className="sr-only">{words[state]}</span>
      <span className="ml-auto flex items-center gap-2 text-faint text-sm">
        {note}
        <ChevronDown aria-hidden className="size-3.5 transition-transform group-open:rotate-180" />
      </span>
    </>
  )
  return (
    <li className="border-b">
      <details open={isNext} className="group">
        <summary className="flex min-h-9 cursor-default items-center gap-3">{label}</summary>
        <div className="flex max-w-3xl flex-col gap-3 pt-1 pb-4 pl-8">{children}</div>
      </details>
    </li>
  )
}
