import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { inIncident } from '@/lib/scope'
import { incidentToChange, noteChange, subjectOf } from './change-incident'

/** Acknowledges an incident: someone is taking care of it, so no one else is notified. */
export const acknowledgeIncident = command('incident.acknowledge', inIncident({}), async ({ db, staff, input }) => {
  const incident = await incidentToChange(db, staff, input)
  if (incident.closedAt) throw new Refused('conflict', 'This incident is closed already.')
  if (incident.acknowledgedBy !== null)
    throw new Refused('conflict', `${incident.acknowledgedBy} has acknowledged this incident already.`)
  const change = { acknowledgedAt: new Date(), acknowledgedBy: staff.name }
  await noteChange(db, incident, { kind: 'acknowledged', text: null, change, actorName: staff.name })
  return {
    result: { incidentId: incident.id },
    audit: {
      subject: subjectOf(incident),
      before: { acknowledgedBy: null },
      after: { acknowledgedBy: staff.name },
    },
  }
})
