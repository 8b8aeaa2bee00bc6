'use client'

import { CircleAlert, CircleCheck } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { FormState } from '@/lib/form-state'

/** Summarizes a refused form, and moves the focus to its first invalid field. */
export function FormMessage({ state, success }: { state: FormState<unknown>; success?: string }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!state || state.ok) return
    const form = place.current?.closest('form')
    const wrong = form?.querySelector<HTMLElement>('[aria-invalid="true"]')
    if (wrong) wrong.focus()
    else place.current?.focus()
  }, [state])

  return (
    <div ref={place} tabIndex={-1} className="outline-none empty:hidden">
      {state && !state.ok && (
        <p role="alert" className="flex gap-2 text-danger-text">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {state.message}
        </p>
      )}
      {state?.ok && success && (
        <p role="status" className="flex gap-2 text-status-accepted">
          <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0" />
          {success}
        </p>
      )}
    </div>
  )
}
