'use client'

import { ChevronsUpDown } from 'lucide-react'
import type { Route } from 'next'
import { usePathname } from 'next/navigation'
import type { WorkspaceCompany } from '@/lib/companies/workspace'
import { Menu, MenuGroup, MenuLink } from '../ui/menu'
import { allPlaces, type Place } from './place'

const pagesOfEnvironment = ['overview', 'prompt', 'devices', 'deliveries', 'test', 'settings']

type Props = { companies: WorkspaceCompany[]; place: Place | undefined; isAdmin: boolean }

/** Company › app › environment. Switching keeps the page: the same question, asked elsewhere. */
export function PlaceSwitcher({ companies, place, isAdmin }: Props) {
  const page = usePathname().split('/')[4] ?? ''
  const kept = pagesOfEnvironment.includes(page) ? page : 'overview'
  if (!place) return <p className="px-2 text-faint">{nothingYet({ companies, isAdmin })}</p>
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          className="flex w-full items-center gap-2 rounded-control border border-line-control bg-raised px-2.5 py-1.5 text-left transition-colors hover:border-neutral-7"
        >
          <span className="sr-only">Switch environment. Current:</span>
          <span className="flex min-w-0 flex-1 flex-col">
            <span className="truncate text-faint text-sm">{place.company.name}</span>
            <span className="flex gap-1.5">
              <span className="min-w-0 truncate font-medium">{place.app.name}</span>
              <EnvironmentWord name={place.environment.name} />
            </span>
          </span>
          <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-faint" />
        </button>
      }
    >
      {companies.map((company) => (
        <MenuGroup key={company.id} label={company.name}>
          {allPlaces([company]).map(({ app, environment }) => (
            <MenuLink key={environment.id} href={`${environment.path}/${kept}` as Route}>
              <span className="flex-1 pr-6">{app.name}</span>
              <EnvironmentWord name={environment.name} />
            </MenuLink>
          ))}
        </MenuGroup>
      ))}
    </Menu>
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
