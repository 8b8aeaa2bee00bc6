'use client'

import { Switch as Base } from '@base-ui/react/switch'
import { type ReactNode, useId } from 'react'

type Props = {
  label: ReactNode
  hint?: ReactNode
  isLabelHidden?: boolean
  name?: string
  checked?: boolean
  defaultChecked?: boolean
  disabled?: boolean
  onCheckedChange?: (checked: boolean) => void
}

export function Switch({ label, hint, isLabelHidden, onCheckedChange, ...box }: Props) {
  const id = useId()
  return (
    <span className="flex items-start gap-2.5">
      <Base.Root
        {...box}
        id={id}
        onCheckedChange={(checked) => onCheckedChange?.(checked)}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="relative mt-px flex h-[18px] w-8 shrink-0 rounded-full bg-neutral-8 p-0.5 transition-colors before:absolute before:-inset-1 data-checked:bg-accent data-disabled:opacity-50"
      >
        <Base.Thumb className="size-3.5 rounded-full bg-white shadow-sm transition-transform data-checked:translate-x-3.5" />
      </Base.Root>
      <span className={isLabelHidden ? 'sr-only' : 'flex flex-col'}>
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {hint && (
          <span id={`${id}-hint`} className="text-faint text-sm">
            {hint}
          </span>
        )}
      </span>
    </span>
  )
}
