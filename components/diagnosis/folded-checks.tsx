'use client'

import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { classNames } from '@/components/ui/class-names'
import type { Check } from '@/lib/diagnosis/schema'
import { plural } from '@/lib/format/number'
import { CheckList } from './check-list'

/** The steps of a push, collapsed to the decisive one. A click shows all of them. */
export function FoldedChecks({ checks, decisive }: { checks: Check[]; decisive: Check['name'] | null }) {
  const [isOpen, setOpen] = useState(false)
  const telling = checks.filter(({ name }) => name === decisive)
  const shown = isOpen ? checks : telling
  const passed = checks.filter(({ status }) => status === 'ok').length
  return (
    <section aria-label="Steps" className="flex flex-col gap-2">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="inline-flex min-h-6 items-center gap-1 self-start rounded-sm text-accent-text"
      >
        <ChevronRight aria-hidden className={classNames('size-3.5 transition-transform', isOpen && 'rotate-90')} />
        {isOpen ? 'Show only the deciding step' : `Show all ${plural(checks.length, 'step')} (${passed} passed)`}
      </button>
      {shown.length > 0 && <CheckList checks={shown} />}
    </section>
  )
}
