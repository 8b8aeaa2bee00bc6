import { announce } from '@/db/announce'
import type { Db } from '@/db/client'
import {
  changeIncident,
  type IncidentEventKind,
  type IncidentRow,
  insertIncidentEvent,
  lockIncident,
} from '@/db/queries/incidents/incidents'
import type { SignedInStaff } from '@/lib/context'
import { Refused } from '@/lib/errors'
import { nothingHere } from '@/lib/scope'

type Changed = Partial<Pick<IncidentRow, 'acknowledgedAt' | 'acknowledgedBy' | 'mutedUntil' | 'mutedBy' | 'muteReason'>>

/** Locks and returns an incident. Only staff who see all companies may change a platform incident. */
export async function incidentToChange(db: Db, staff: SignedInStaff, { incidentId }: { incidentId: string }) {
  const incident = await lockIncident(db, { incidentId, companyIds: staff.companyIds })
  if (!incident) throw nothingHere()
  if (incident.companyId === null && staff.companyIds !== 'all')
    throw new Refused('forbidden', 'This incident concerns all companies. Ask an admin.')
  return incident
}

/** Records what a person did to an incident, and announces it. */
export async function noteChange(
  db: Db,
  incident: IncidentRow,
  {
    kind,
    text,
    change,
    actorName,
  }: { kind: IncidentEventKind; text: string | null; change?: Changed; actorName: string },
) {
  const now = new Date()
  await changeIncident(db, { id: incident.id, ...change, updatedAt: now })
  const event = await insertIncidentEvent(db, { incidentId: incident.id, kind, text, actorName, at: now })
  await announce(db, { kind: 'incidents' })
  return event
}

export const subjectOf = ({ id, cause }: IncidentRow) => ({ kind: 'incident', id, name: cause })
