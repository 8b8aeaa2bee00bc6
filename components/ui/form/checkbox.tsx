'use client'

import { Check, Minus } from 'lucide-react'
import { useId } from 'react'
import { BoxLabel, type BoxProps } from './box-label'

type Props = BoxProps & { value?: string; indeterminate?: boolean }

export function Checkbox({ label, hint, isLabelHidden, onCheckedChange, indeterminate = false, ...box }: Props) {
  const id = useId()
  return (
    <span className="flex items-start gap-2">
      <span className="relative mt-0.5 flex size-4 shrink-0">
        <input
          {...box}
          id={id}
          type="checkbox"
          ref={(element) => {
            if (element) element.indeterminate = indeterminate
          }}
          onChange={(event) => onCheckedChange?.(event.target.checked)}
          aria-describedby={hint ? `${id}-hint` : undefined}
          className="peer size-4 appearance-none rounded-sm border border-line-control bg-raised transition-colors before:absolute before:-inset-1 checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent hover:border-neutral-7 disabled:opacity-50"
        />
        <Check
          aria-hidden
          strokeWidth={3}
          className="pointer-events-none absolute inset-0.5 size-3 text-on-accent opacity-0 peer-checked:opacity-100 peer-indeterminate:opacity-0"
        />
        <Minus
          aria-hidden
          className="pointer-events-none absolute inset-0.5 size-3 text-on-accent opacity-0 peer-indeterminate:opacity-100"
        />
      </span>
      <BoxLabel {...{ id, label, hint, isLabelHidden }} />
    </span>
  )
}
