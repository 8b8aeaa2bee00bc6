'use client'

import { Search } from 'lucide-react'
import type { ReactNode } from 'react'
import type { WorkspaceCompany } from '@/lib/companies/workspace'
import { classNames } from '../ui/class-names'
import { SimulatedBadge } from '../ui/environment-badge'
import { Kbd } from '../ui/kbd'
import { Breadcrumb } from './breadcrumb'
import { usePlace } from './place'

type Props = { companies: WorkspaceCompany[]; railSheet: ReactNode }

export function TopBar({ companies, railSheet }: Props) {
  const place = usePlace(companies)
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
        <span className="hidden sm:block">
          <SimulatedBadge />
        </span>
      )}
      <button
        type="button"
        aria-keyshortcuts="Control+K Meta+K"
        className="ml-auto flex h-8 w-8 shrink-0 items-center justify-center gap-2 rounded-control border border-line-control bg-raised text-faint transition-colors hover:border-neutral-7 sm:w-64 sm:justify-start sm:px-2.5"
      >
        <Search aria-hidden className="size-3.5 shrink-0" />
        <span className="sr-only flex-1 text-left sm:not-sr-only">Find or paste anything</span>
        <span className="hidden sm:inline">
          <Kbd>Ctrl K</Kbd>
        </span>
      </button>
    </header>
  )
}
