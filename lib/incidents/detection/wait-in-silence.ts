import type { Db } from '@/db/client'
import { changeIncident, type IncidentRow, insertIncidentEvent } from '@/db/queries/incidents/incidents'
import type { IncidentFacts } from '@/lib/incidents/facts'

/** How long an incident waits for a sign that it is over. */
const silenceMsMax = 86_400_000

/** Keeps an incident open for a day while nothing shows whether it is over. */
export async function waitInSilence(db: Db, { id, quietSince, ...incident }: IncidentRow, now: Date) {
  const { silentSince } = incident.facts as IncidentFacts
  if (silentSince === undefined || quietSince) {
    const facts = { ...incident.facts, silentSince: silentSince ?? now.toISOString() }
    return changeIncident(db, { id, quietSince: null, facts, updatedAt: now })
  }
  if (now.getTime() - new Date(silentSince).getTime() < silenceMsMax) return undefined
  const text = 'For a day nothing came that shows whether it’s over.'
  await insertIncidentEvent(db, { incidentId: id, kind: 'closed', text, actorName: 'Pushdesk', at: now })
  return changeIncident(db, { id, closedAt: now, updatedAt: now })
}

/** The facts of an incident once there is a sign again. */
export function withoutSilence({ silentSince: _, ...facts }: Record<string, unknown>) {
  return facts
}
