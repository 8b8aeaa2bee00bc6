'use client'

import { usePathname } from 'next/navigation'
import { Suspense } from 'react'
import { usePlace } from '@/components/desk/frame/place'
import { onDemand } from '@/components/ui/on-demand'
import type { WorkspaceCompany, WorkspaceEnvironment } from '@/lib/companies/workspace'
import type { OpenIncident } from './incidents.query'
import { useFollowIncidents, useIncidents } from './use-incidents'

const IncidentCallouts = onDemand(() => import('./incident-callouts').then((loaded) => loaded.IncidentCallouts))

/** Of the whole platform’s, one of a host of APNs concerns the environments that send to it. */
function concerns({ environmentId, company, environment }: OpenIncident, here: WorkspaceEnvironment) {
  if (company !== null) return environmentId === here.id
  return environment === null || (environment === here.name && !here.isSimulated)
}

/** On every page: the open incidents of its scope, the worst first. */
export function IncidentBar({ companies }: { companies: WorkspaceCompany[] }) {
  useFollowIncidents()
  const place = usePlace(companies)
  const isOwnPage = usePathname().startsWith('/incidents')
  const here = useIncidents().filter((incident) => !place || concerns(incident, place.environment))
  // That page says it itself.
  if (isOwnPage || here.length === 0) return null
  return (
    <Suspense>
      <IncidentCallouts incidents={here} isPlaceShown={!place} />
    </Suspense>
  )
}
