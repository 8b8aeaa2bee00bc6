'use client'

import type { ComponentProps, ReactNode } from 'react'
import { type ButtonSize, type ButtonVariant, buttonStyles } from './button-styles'
import { Tooltip } from './overlays/tooltip'
import { Spinner } from './spinner'

type Props = Omit<ComponentProps<'button'>, 'children' | 'aria-label'> & {
  label: string
  icon: ReactNode
  variant?: ButtonVariant
  size?: ButtonSize
  isPending?: boolean
}

/** An icon button. Its label is its accessible name and its tooltip. */
export function IconButton({ label, icon, variant = 'ghost', size, isPending, className, ...rest }: Props) {
  return (
    <Tooltip text={label}>
      <button
        type="button"
        {...rest}
        aria-label={label}
        disabled={rest.disabled || isPending}
        className={buttonStyles({ variant, size, isSquare: true, className })}
      >
        {isPending ? <Spinner /> : icon}
      </button>
    </Tooltip>
  )
}
