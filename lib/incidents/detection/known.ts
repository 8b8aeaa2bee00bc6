import type { IncidentRow } from '@/db/queries/incidents/incidents'
import type { IncidentCause } from '@/lib/incidents/causes'
import type { IncidentFacts } from '@/lib/incidents/facts'

/** What an incident of an environment was told from, while it is open and for as long as it may come back. */
export type Known = (cause: IncidentCause, environmentId: string) => IncidentFacts | undefined

/** The open one first. */
export const knownOf =
  (watched: IncidentRow[]): Known =>
  (cause, environmentId) =>
    watched.find((incident) => incident.cause === cause && incident.scopeKey === environmentId)?.facts

/** Where one is open. */
export const openPlaces = (watched: IncidentRow[], cause: IncidentCause) =>
  watched.flatMap((incident) =>
    incident.cause === cause && !incident.closedAt && incident.environmentId ? [incident.environmentId] : [],
  )
