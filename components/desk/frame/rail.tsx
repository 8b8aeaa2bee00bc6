'use client'

import {
  Bell,
  Grid3x3,
  LayoutDashboard,
  MessageSquareMore,
  ScrollText,
  Send,
  Settings,
  Siren,
  Smartphone,
  TabletSmartphone,
  Unplug,
  Users,
} from 'lucide-react'
import type { Route } from 'next'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { ApprovalCount } from '@/components/desk/approvals/approval-count'
import type { SetFavorite } from '@/components/desk/favorite-star'
import { IncidentCount } from '@/components/desk/incidents/incident-count'
import { classNames } from '@/components/ui/class-names'
import { Link } from '@/components/ui/link'
import { Wordmark } from '@/components/wordmark'
import type { WorkspaceCompany } from '@/lib/companies/workspace'
import { PersonMenu, type PersonView } from './person-menu'
import { useLastPlace } from './place'
import { PlaceSwitcher } from './place-switcher'

type Props = {
  companies: WorkspaceCompany[]
  person: PersonView
  theme: string | undefined
  lastPlace: string | undefined
  maySeeAudit: boolean
  setFavorite: SetFavorite
}

export function Rail({ companies, person, theme, lastPlace, maySeeAudit, setFavorite }: Props) {
  const place = useLastPlace(companies, lastPlace)
  const base = place?.environment.path
  return (
    <div className="flex h-full flex-col gap-3 overflow-y-auto p-3">
      <RailLink href="/" isWordmark>
        <Wordmark />
      </RailLink>
      <PlaceSwitcher {...{ companies, place, setFavorite }} isAdmin={person.role === 'admin'} />
      <nav aria-label="Environment" className="flex flex-col gap-px">
        {base && (
          <>
            <RailLink href={`${base}/overview`} icon={<LayoutDashboard />}>
              Overview
            </RailLink>
            <RailLink href={`${base}/prompt`} icon={<MessageSquareMore />}>
              Prompt
            </RailLink>
            <RailLink href={`${base}/devices`} also={`${base}/customers`} icon={<TabletSmartphone />}>
              Devices
            </RailLink>
            <RailLink href={`${base}/deliveries`} icon={<Bell />}>
              Deliveries
            </RailLink>
            <RailLink href={`${base}/test`} icon={<Send />}>
              Send test
            </RailLink>
            <RailLink href={`${base}/settings`} icon={<Settings />}>
              Settings
            </RailLink>
            {place?.environment.isSimulated && (
              <RailLink href={`${base}/simulator`} icon={<Unplug />}>
                APNs simulator
              </RailLink>
            )}
          </>
        )}
      </nav>
      <nav aria-label="Everywhere" className="flex flex-col gap-px border-t pt-3">
        <RailLink href="/incidents" icon={<Siren />}>
          Incidents
          <IncidentCount />
        </RailLink>
        <RailLink href="/simulator" icon={<Smartphone />}>
          Demo phone
        </RailLink>
        <RailLink href="/prompt" icon={<Grid3x3 />}>
          All prompts
          <ApprovalCount />
        </RailLink>
        {maySeeAudit && (
          <RailLink href="/audit" icon={<ScrollText />}>
            Audit log
          </RailLink>
        )}
        <RailLink href="/team" icon={<Users />}>
          Team
        </RailLink>
      </nav>
      <div className="mt-auto">
        <PersonMenu person={person} theme={theme} />
      </div>
    </div>
  )
}

type RailLinkProps = { href: string; also?: string; icon?: ReactNode; isWordmark?: boolean; children: ReactNode }

function RailLink({ href, also, icon, isWordmark, children }: RailLinkProps) {
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
