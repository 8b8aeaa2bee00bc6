import type { ChannelRow } from '@/db/queries/incidents/channels'
import type { IncidentRow } from '@/db/queries/incidents/incidents'
import type { Affected } from '@/db/schema/incidents'

/** The growth factor since the last message at which an incident is reported again. */
const growth = 10
const minuteMs = 60_000

export type LastTold = {
  type: string
  at: Date
  body: { cause: string; partOf?: string | null; affected: Affected; acknowledgedBy: string | null }
}

/** Whether an incident matches the channel's rules: company, topic, severity, and cause. */
export function wantsIncident(
  { companyId, topics, severityMin, causes }: ChannelRow,
  incident: Pick<IncidentRow, 'companyId' | 'severity' | 'cause'>,
) {
  const isTheirs = companyId === null || incident.companyId === null || incident.companyId === companyId
  const isBadEnough = severityMin === 'warning' || incident.severity === 'critical'
  const isOne = causes.length === 0 || causes.includes(incident.cause)
  return isTheirs && topics.includes('incidents') && isBadEnough && isOne
}

/** The type of the channel's next message, given its last one; undefined if there is nothing to report. */
export function nextMessage(
  incident: Pick<IncidentRow, 'cause' | 'facts' | 'closedAt' | 'acknowledgedAt' | 'affected' | 'createdAt'>,
  { channel, last, now }: { channel: ChannelRow; last: LastTold | undefined; now: Date },
) {
  const { closedAt, facts, acknowledgedAt, affected, createdAt } = incident
  const isTold = last !== undefined && last.type !== 'incident.closed'
  if (closedAt && facts.joined) return isTold && last.body.partOf !== facts.joined ? 'incident.changed' : undefined
  if (closedAt) return isTold ? 'incident.closed' : undefined
  if (!isTold) {
    const waitMs = channel.unacknowledgedMinutes * minuteMs
    const isCalledFor = waitMs === 0 || (!acknowledgedAt && now.getTime() - createdAt.getTime() >= waitMs)
    return isCalledFor ? 'incident.opened' : undefined
  }
  if (acknowledgedAt && last.body.acknowledgedBy === null) return 'incident.changed'
  if (last.body.cause !== incident.cause) return 'incident.changed'
  const isQuiet = now.getTime() - last.at.getTime() < channel.quietMinutes * minuteMs
  const before = last.body.affected.waiting + last.body.affected.lost
  const isGrown = affected.waiting + affected.lost >= growth * Math.max(before, growth)
  return isGrown && !isQuiet ? 'incident.changed' : undefined
}
