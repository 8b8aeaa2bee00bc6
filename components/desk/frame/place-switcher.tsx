'use client'

import { ChevronsUpDown } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { useState } from 'react'
import type { SetFavorite } from '@/components/desk/favorite-star'
import { onDemand } from '@/components/ui/on-demand'
import { Popover } from '@/components/ui/overlays/popover'
import { Outside } from '@/components/ui/text/outside'
import type { WorkspaceCompany } from '@/lib/companies/workspace'
import type { Place } from './places'

const PlaceList = onDemand(() => import('./place-list').then((loaded) => loaded.PlaceList))

type Props = {
  companies: WorkspaceCompany[]
  place: Place | undefined
  isAdmin: boolean
  setFavorite: SetFavorite
}

/** Company › app › environment. Switching keeps the current page. */
export function PlaceSwitcher({ companies, place, isAdmin, setFavorite }: Props) {
  const pathname = usePathname()
  const [openedAt, setOpenedAt] = useState<string>()
  if (!place) return <p className="px-2 text-faint">{nothingYet({ companies, isAdmin })}</p>
  const { company, app, environment } = place
  return (
    <Popover
      isSticky
      title="Switch app"
      open={openedAt === pathname}
      onOpenChange={(isOpen) => setOpenedAt(isOpen ? pathname : undefined)}
      trigger={
        <button
          type="button"
          onPointerEnter={PlaceList.preload}
          onFocus={PlaceList.preload}
          title={`${company.name}, ${app.name}`}
          className="flex w-full items-center gap-2 rounded-control border border-line-control bg-raised px-2.5 py-1.5 text-left transition-colors hover:border-neutral-7"
        >
          <span className="sr-only">Switch environment. Current:</span>
          <span className="flex min-w-0 flex-1 flex-col">
            <span className="truncate text-faint text-sm">
              <Outside>{company.name}</Outside>
            </span>
            <span className="flex gap-1.5">
              <span className="min-w-0 truncate font-medium">
                <Outside>{app.name}</Outside>
              </span>
              <EnvironmentWord name={environment.name} />
            </span>
          </span>
          <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-faint" />
        </button>
      }
    >
      <PlaceList {...{ companies, place, setFavorite }} close={() => setOpenedAt(undefined)} />
    </Popover>
  )
}

function EnvironmentWord({ name }: { name: 'production' | 'sandbox' }) {
  if (name === 'production') return <span className="shrink-0 text-quiet">Production</span>
  return <span className="shrink-0 font-medium text-sandbox">Sandbox</span>
}

function nothingYet({ companies, isAdmin }: Pick<Props, 'companies' | 'isAdmin'>) {
  if (companies.length > 0) return 'No apps yet.'
  return isAdmin ? 'No companies yet.' : 'You don’t have access to any company yet. Ask an admin for access.'
}
