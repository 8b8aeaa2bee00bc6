import type { Route } from 'next'
import type { ComponentProps, ReactNode } from 'react'
import { type ButtonSize, type ButtonVariant, buttonStyles } from './button-styles'
import { Link } from './link'

type Props = Omit<ComponentProps<typeof Link>, 'href'> & {
  href: Route
  variant?: ButtonVariant
  size?: ButtonSize
  icon?: ReactNode
}

/** A link that looks like a button. */
export function ButtonLink({ variant, size, icon, className, children, ...rest }: Props) {
  return (
    <Link {...rest} className={buttonStyles({ variant, size, className })}>
      {icon}
      {children}
    </Link>
  )
}
