import type { IncidentRow } from '@/db/queries/incidents/incidents'
import type { IncidentCause } from '@/lib/incidents/causes'
import type { IncidentFacts } from '@/lib/incidents/facts'

/** The facts of an environment's incident, while it is open or may still be reopened. */
export type Known = (cause: IncidentCause, environmentId: string) => IncidentFacts | undefined

/** Prefers an open incident, which comes first in `watched`. */
export const knownOf =
  (watched: IncidentRow[]): Known =>
  (cause, environmentId) =>
    watched.find((incident) => incident.cause === cause && incident.scopeKey === environmentId)?.facts

/** The environments with an open incident of this cause. */
export const openPlaces = (watched: IncidentRow[], cause: IncidentCause) =>
  watched.flatMap((incident) =>
    incident.cause === cause && !incident.closedAt && incident.environmentId ? [incident.environmentId] : [],
  )
