'use client'

import type { ReactNode } from 'react'
import type { WorkspaceCompany } from '@/lib/companies/workspace'
import type { Role } from '@/lib/staff/roles'
import { classNames } from '../ui/class-names'
import { SimulatedBadge } from '../ui/environment-badge'
import { Breadcrumb } from './breadcrumb'
import { Palette } from './palette'
import { useLastPlace, usePlace } from './place'

type Props = { companies: WorkspaceCompany[]; role: Role; remembered: string | undefined; railSheet: ReactNode }

export function TopBar({ companies, role, remembered, railSheet }: Props) {
  const place = usePlace(companies)
  const lastPlace = useLastPlace(companies, remembered)
  return (
    <header
      className={classNames(
        'sticky top-0 z-30 flex h-12 shrink-0 items-center gap-3 bg-page px-4 md:px-8',
        place?.environment.name === 'sandbox' ? 'border-sandbox-line border-b-2 border-dashed' : 'border-b',
      )}
    >
      {railSheet}
      <Breadcrumb place={place} />
      {place?.environment.isSimulated && (
        <span className="hidden sm:flex">
          <SimulatedBadge />
        </span>
      )}
      <Palette companies={companies} place={lastPlace} role={role} />
    </header>
  )
}
