import type { IncidentView } from './incident-view'

/** Returns an incident as programs and channels get it. */
export function publicIncident(view: IncidentView) {
  return {
    id: view.id,
    cause: view.cause,
    severity: view.severity,
    scope: view.scope,
    state: view.state,
    openedAt: view.openedAt.toISOString(),
    closedAt: instantOf(view.closedAt),
    partOf: view.partOf,
    affected: view.affected,
    title: view.title,
    place: view.placeName,
    sentence: view.sentence,
    meanwhile: view.meanwhile,
    nextAction: view.nextAction,
    changeBefore: view.changeBefore,
    acknowledgedAt: instantOf(view.acknowledgedAt),
    acknowledgedBy: view.acknowledgedBy,
    mutedUntil: instantOf(view.mutedUntil),
    muteReason: view.muteReason,
  }
}

export type PublicIncident = ReturnType<typeof publicIncident>

const instantOf = (at: Date | null) => at?.toISOString() ?? null
