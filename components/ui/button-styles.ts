import { classNames } from './class-names'

const variants = {
  primary: 'border-transparent bg-accent text-on-accent hover:bg-accent-hover',
  secondary: 'border-line-control bg-raised text-text hover:bg-neutral-3',
  ghost: 'border-transparent bg-transparent text-quiet hover:bg-hover hover:text-text',
  danger: 'border-transparent bg-danger text-white hover:bg-danger-hover',
} as const

const sizes = {
  small: 'h-6 gap-1 px-2 text-sm',
  medium: 'h-8 gap-1.5 px-3 text-base',
  large: 'h-10 gap-2 px-4 text-md',
} as const

const squares = { small: 'size-6', medium: 'size-8', large: 'size-10' } as const

export type ButtonVariant = keyof typeof variants
export type ButtonSize = keyof typeof sizes

type Look = { variant?: ButtonVariant; size?: ButtonSize; isSquare?: boolean; className?: string }

export function buttonStyles({ variant = 'secondary', size = 'medium', isSquare, className }: Look = {}) {
  return classNames(
    'inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-control border font-medium transition-colors',
    'disabled:opacity-50 aria-disabled:opacity-50 [&_svg]:shrink-0',
    variants[variant],
    isSquare ? squares[size] : sizes[size],
    className,
  )
}
