'use client'

import {
  Bell,
  Grid3x3,
  LayoutDashboard,
  MessageSquareMore,
  ScrollText,
  Send,
  Settings,
  Smartphone,
  TabletSmartphone,
  Unplug,
  Users,
} from 'lucide-react'
import type { WorkspaceCompany } from '@/lib/companies/workspace'
import { Wordmark } from '../wordmark'
import { PersonMenu, type ShownPerson } from './person-menu'
import { useLastPlace } from './place'
import { PlaceSwitcher } from './place-switcher'
import { RailLink } from './rail-link'

type Props = {
  companies: WorkspaceCompany[]
  person: ShownPerson
  theme: string | undefined
  lastPlace: string | undefined
  maySeeAudit: boolean
}

export function Rail({ companies, person, theme, lastPlace, maySeeAudit }: Props) {
  const place = useLastPlace(companies, lastPlace)
  const base = place?.environment.path
  return (
    <div className="flex h-full flex-col gap-3 overflow-y-auto p-3">
      <RailLink href="/" isWordmark>
        <Wordmark />
      </RailLink>
      <PlaceSwitcher companies={companies} place={place} isAdmin={person.role === 'admin'} />
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
        <RailLink href="/simulator" icon={<Smartphone />}>
          Demo phone
        </RailLink>
        <RailLink href="/prompt" icon={<Grid3x3 />}>
          All prompts
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
