import type { Route } from 'next'
import type { ComponentProps } from 'react'
import { classNames } from '@/components/ui/class-names'
import { Link } from '@/components/ui/link'

const looks = {
  accent: 'text-accent-text underline decoration-accent-text/35 underline-offset-2 hover:decoration-accent-text',
  quiet: 'text-quiet hover:text-text hover:underline underline-offset-2',
  /** For the name of a row in a list. */
  row: 'font-medium text-text hover:underline underline-offset-2',
} as const

type Props = Omit<ComponentProps<typeof Link>, 'href'> & { href: Route; variant?: keyof typeof looks }

export function TextLink({ variant = 'accent', className, ...rest }: Props) {
  return <Link {...rest} className={classNames('rounded-sm', looks[variant], className)} />
}
