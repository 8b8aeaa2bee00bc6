'use client'

import type { Route } from 'next'
import { usePathname } from 'next/navigation'
import { EnvironmentBadge } from '@/components/ui/environment-badge'
import { Link } from '@/components/ui/link'
import type { Place } from './places'

const pageWords: Record<string, string> = {
  overview: 'Overview',
  prompt: 'Prompt',
  devices: 'Devices',
  customers: 'Customers',
  deliveries: 'Deliveries',
  test: 'Send test',
  settings: 'Settings',
  simulator: 'APNs simulator',
}
const platformWords: Record<string, string> = {
  prompt: 'All prompts',
  simulator: 'Demo phone',
  incidents: 'Incidents',
  audit: 'Audit log',
  team: 'Team',
  account: 'Account',
}

export function Breadcrumb({ place }: { place: Place | undefined }) {
  const parts = usePathname().split('/').slice(1)
  if (!place) {
    const word = platformWords[parts[0] ?? '']
    return (
      <nav aria-label="Breadcrumb" className="min-w-0">
        <ol className="flex items-center gap-1.5">
          <Crumb href="/">Companies</Crumb>
          {word && <Crumb>{word}</Crumb>}
        </ol>
      </nav>
    )
  }
  const { company, app, environment } = place
  const page = parts[3] ?? ''
  const pageHref = page === 'customers' ? `${environment.path}/devices` : `${environment.path}/${page}`
  return (
    <nav aria-label="Breadcrumb" className="min-w-0">
      <ol className="flex min-w-0 items-center gap-1.5">
        <Crumb href="/" isSecondary>
          {company.name}
        </Crumb>
        <Crumb href={`${environment.path}/overview`} isSecondary>
          {app.name}
        </Crumb>
        <li className="flex shrink-0 items-center">
          <EnvironmentBadge name={environment.name} />
        </li>
        {pageWords[page] && <Crumb href={parts[4] ? pageHref : undefined}>{pageWords[page]}</Crumb>}
      </ol>
    </nav>
  )
}

function Crumb({ href, isSecondary, children }: { href?: string; isSecondary?: boolean; children: string }) {
  return (
    <li
      className={`min-w-0 items-center gap-1.5 after:text-neutral-7 after:content-['/'] last:after:hidden ${isSecondary ? 'hidden xl:flex' : 'flex'}`}
    >
      {href ? (
        <Link href={href as Route} className="truncate rounded-sm text-quiet hover:text-text">
          {children}
        </Link>
      ) : (
        <span aria-current="page" className="truncate font-medium">
          {children}
        </span>
      )}
    </li>
  )
}
