'use client'

import { type KeyboardEvent, type ReactNode, useId, useState } from 'react'
import { stepOf } from './form/select-keys'

type Tab<Value extends string> = { value: Value; label: ReactNode; panel: ReactNode }

type Props<Value extends string> = {
  label: string
  tabs: readonly Tab<Value>[]
  value?: Value
  defaultValue?: Value
  onValueChange?: (value: Value) => void
}

/** Arrow keys move through the tabs, and Enter opens one. */
export function Tabs<Value extends string>({ label, tabs, value, defaultValue, onValueChange }: Props<Value>) {
  const id = useId()
  const [own, setOwn] = useState(defaultValue ?? tabs[0]?.value)
  const current = value ?? own

  function choose(next: Value) {
    setOwn(next)
    onValueChange?.(next)
  }

  return (
    <div className="flex flex-col gap-4">
      <div role="tablist" aria-label={label} onKeyDown={walk} className="flex flex-wrap gap-x-4 border-b">
        {tabs.map((tab) => (
          <button
            key={tab.value}
            type="button"
            role="tab"
            id={`${id}-${tab.value}`}
            aria-selected={tab.value === current}
            aria-controls={tab.value === current ? `${id}-panel` : undefined}
            tabIndex={tab.value === current ? 0 : -1}
            onClick={() => choose(tab.value)}
            className="-mb-px h-9 whitespace-nowrap border-transparent border-b-2 text-quiet transition-colors hover:text-text focus-visible:-outline-offset-2 aria-selected:border-accent-text aria-selected:font-medium aria-selected:text-text"
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div key={current} role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${current}`}>
        {tabs.find((tab) => tab.value === current)?.panel}
      </div>
    </div>
  )
}

const steps: Record<string, string> = { ArrowRight: 'ArrowDown', ArrowLeft: 'ArrowUp', Home: 'Home', End: 'End' }

function walk(event: KeyboardEvent<HTMLElement>) {
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="tab"]')]
  const now = all.indexOf(document.activeElement as HTMLElement)
  const next = stepOf(steps[event.key] ?? '', now, all.length)
  if (next === undefined) return
  event.preventDefault()
  all[next]?.focus()
}
