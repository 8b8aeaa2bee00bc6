import type { ComponentProps, ReactNode } from 'react'
import { type ButtonSize, type ButtonVariant, buttonStyles } from './button-styles'
import { Spinner } from './spinner'

export type ButtonProps = ComponentProps<'button'> & {
  variant?: ButtonVariant
  size?: ButtonSize
  icon?: ReactNode
  /** Keeps the label, shows a spinner, and ignores further clicks. */
  isPending?: boolean
}

export function Button({
  variant,
  size,
  icon,
  isPending,
  className,
  children,
  type = 'button',
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={isPending ? 'button' : type}
      aria-disabled={isPending || rest['aria-disabled'] || undefined}
      onClick={isPending ? (event) => event.preventDefault() : onClick}
      className={buttonStyles({ variant, size, className })}
    >
      {isPending ? <Spinner /> : icon}
      {children}
    </button>
  )
}
