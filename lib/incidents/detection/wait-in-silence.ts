import type { Db } from '@/db/client'
import { changeIncident, type IncidentRow, insertIncidentEvent } from '@/db/queries/incidents/incidents'
import type { IncidentFacts } from '@/lib/incidents/facts'

/** So long an incident waits for something that shows whether it is over. */
const silenceMsMax = 86_400_000

/** Nothing shows whether it is over: it stays open, for a day. */
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

/** Of an incident of which something is heard again. */
export function withoutSilence({ silentSince: _, ...facts }: Record<string, unknown>) {
  return facts
}
