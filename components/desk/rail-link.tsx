'use client'

import type { Route } from 'next'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { classNames } from '../ui/class-names'
import { Link } from '../ui/link'

type Props = { href: string; also?: string; icon?: ReactNode; isWordmark?: boolean; children: ReactNode }

export function RailLink({ href, also, icon, isWordmark, children }: Props) {
  const pathname = usePathname()
  const isAt = (path: string) => pathname === path || pathname.startsWith(`${path}/`)
  const isHere = !isWordmark && (isAt(href) || (also !== undefined && isAt(also)))
  return (
    <Link
      href={href as Route}
      aria-current={isHere ? 'page' : undefined}
      className={classNames(
        'flex h-8 items-center gap-2.5 rounded-control px-2 text-quiet transition-colors hover:bg-hover hover:text-text focus-visible:-outline-offset-2 shrink-0',
        isHere && 'bg-pressed font-medium text-text',
      )}
    >
      {icon && <span className="[&>svg]:size-4">{icon}</span>}
      {children}
    </Link>
  )
}
