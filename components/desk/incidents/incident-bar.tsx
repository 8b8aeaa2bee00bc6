'use client'

import { usePathname } from 'next/navigation'
import { Suspense } from 'react'
import { usePlace } from '@/components/desk/frame/place'
import { onDemand } from '@/components/ui/on-demand'
import type { WorkspaceCompany } from '@/lib/companies/workspace'
import { useFollowIncidents, useIncidents } from './use-incidents'

const IncidentCallouts = onDemand(() => import('./incident-callouts').then((loaded) => loaded.IncidentCallouts))

/** On every page: the open incidents of its scope, the worst first. */
export function IncidentBar({ companies }: { companies: WorkspaceCompany[] }) {
  useFollowIncidents()
  const place = usePlace(companies)
  const isOwnPage = usePathname().startsWith('/incidents')
  const here = useIncidents().filter(
    ({ environmentId, company }) => !place || company === null || environmentId === place.environment.id,
  )
  // That page says it itself.
  if (isOwnPage || here.length === 0) return null
  return (
    <Suspense>
      <IncidentCallouts incidents={here} isPlaceShown={!place} />
    </Suspense>
  )
}
