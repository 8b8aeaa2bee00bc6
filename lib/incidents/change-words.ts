import type { IncidentRow } from '@/db/queries/incidents/incidents'
import { actionLabel } from '@/lib/audit/labels'
import { formatDatedTime } from '@/lib/format/date'

type Change = NonNullable<IncidentRow['changeBefore']>

/** Not an audit log action, because a deployment isn't an act of a staff member. */
const started = 'workers.start'

export const workersStarted = ({ version, startedAt }: { version: string; startedAt: Date }): Change => ({
  action: started,
  actorName: 'Pushdesk',
  subject: version,
  at: startedAt.toISOString(),
})

/** Describes the change just before an incident, in one sentence. */
export function changeWords({ action, actorName, subject, at }: Change): string {
  const when = `at ${formatDatedTime(at, { timeZone: 'UTC' })} UTC`
  if (action === started) return `Workers of version ${subject} started ${when}.`
  return `${actionLabel(action)}${subject ? ` (${subject})` : ''} by ${actorName} ${when}.`
}
