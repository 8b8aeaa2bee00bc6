'use client'

import { usePathname } from 'next/navigation'
import { usePlace } from '@/components/desk/frame/place'
import { onDemand } from '@/components/ui/on-demand'
import type { WorkspaceCompany, WorkspaceEnvironment } from '@/lib/companies/workspace'
import type { OpenIncident } from './incidents.query'
import { useFollowIncidents, useIncidents } from './use-incidents'

const IncidentCallouts = onDemand(() => import('./incident-callouts').then((loaded) => loaded.IncidentCallouts))

/**
 * Whether an incident concerns this environment. A platform incident of an APNs host concerns those that send to it.
 */
function concerns({ environmentId, company, environment }: OpenIncident, here: WorkspaceEnvironment) {
  if (company !== null) return environmentId === here.id
  return environment === null || (environment === here.name && !here.isSimulated)
}

/** Shows the open incidents of the page's scope on every page, worst first. */
export function IncidentBar({ companies }: { companies: WorkspaceCompany[] }) {
  useFollowIncidents()
  const place = usePlace(companies)
  const isOwnPage = usePathname().startsWith('/incidents')
  const here = useIncidents().filter((incident) => !place || concerns(incident, place.environment))
  // Incident pages show this themselves.
  if (isOwnPage || here.length === 0) return null
  return <IncidentCallouts incidents={here} isPlaceShown={!place} />
}
