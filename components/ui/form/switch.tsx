'use client'

import { useId } from 'react'
import { BoxLabel, type BoxProps } from './box-label'

export function Switch({ label, hint, isLabelHidden, onCheckedChange, ...box }: BoxProps) {
  const id = useId()
  return (
    <span className="flex items-start gap-2.5">
      <input
        {...box}
        id={id}
        type="checkbox"
        // biome-ignore lint/a11y/useAriaPropsForRole: a checkbox says itself whether it is checked
        role="switch"
        onChange={(event) => onCheckedChange?.(event.target.checked)}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="relative mt-px h-[18px] w-8 shrink-0 appearance-none rounded-full bg-neutral-8 transition-colors before:absolute before:-inset-1 after:absolute after:top-0.5 after:left-0.5 after:size-3.5 after:rounded-full after:bg-white after:shadow-sm after:transition-transform checked:bg-accent checked:after:translate-x-3.5 disabled:opacity-50"
      />
      <BoxLabel {...{ id, label, hint, isLabelHidden }} className="font-medium" />
    </span>
  )
}
