import { z } from 'zod'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { formatDatedTime } from '@/lib/format/date'
import { inIncident } from '@/lib/scope'
import { incidentToChange, noteChange, subjectOf } from './change-incident'

const dayMs = 86_400_000

export const MuteIncident = inIncident({
  /** Channels aren't notified before this time. */
  until: z.coerce
    .date({ error: 'Choose a time.' })
    .refine((at) => at.getTime() > Date.now(), 'Choose a time in the future.')
    .refine((at) => at.getTime() <= Date.now() + 30 * dayMs, 'At most 30 days from now.'),
  reason: z.string().trim().min(1, 'Say why.').max(300, 'At most 300 characters.'),
})

/** Mutes an incident: it stays visible, but channels aren't notified about it for a time. */
export const muteIncident = command('incident.mute', MuteIncident, async ({ db, staff, input }) => {
  const incident = await incidentToChange(db, staff, input)
  const { until, reason } = input
  if (incident.closedAt) throw new Refused('conflict', 'This incident is closed already.')
  if (incident.mutedUntil?.getTime() === until.getTime() && incident.muteReason === reason)
    throw new Refused('conflict', 'This incident is muted until then already.')
  const change = { mutedUntil: until, mutedBy: staff.name, muteReason: reason }
  const text = `Until ${formatDatedTime(until, { timeZone: 'UTC' })} UTC: ${reason}`
  await noteChange(db, incident, { kind: 'muted', text, change, actorName: staff.name })
  return {
    result: { incidentId: incident.id },
    audit: {
      subject: subjectOf(incident),
      before: { mutedUntil: incident.mutedUntil, reason: incident.muteReason },
      after: { mutedUntil: until, reason },
    },
  }
})

/** Unmutes an incident, so that channels are notified again. */
export const unmuteIncident = command('incident.mute', inIncident({}), async ({ db, staff, input }) => {
  const incident = await incidentToChange(db, staff, input)
  if (!incident.mutedUntil || incident.mutedUntil <= new Date())
    throw new Refused('conflict', 'This incident isn’t muted.')
  const change = { mutedUntil: null, mutedBy: null, muteReason: null }
  await noteChange(db, incident, { kind: 'unmuted', text: null, change, actorName: staff.name })
  return {
    result: { incidentId: incident.id },
    audit: {
      action: 'incident.unmute',
      subject: subjectOf(incident),
      before: { mutedUntil: incident.mutedUntil, reason: incident.muteReason },
      after: { mutedUntil: null, reason: null },
    },
  }
})
