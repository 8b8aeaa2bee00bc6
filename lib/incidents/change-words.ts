import type { IncidentRow } from '@/db/queries/incidents/incidents'
import { actionLabel } from '@/lib/audit/labels'
import { formatDatedTime } from '@/lib/format/date'

type Change = NonNullable<IncidentRow['changeBefore']>

/** No entry of the audit log: a deployment is no act of a staff member. */
const started = 'workers.start'

export const workersStarted = ({ version, startedAt }: { version: string; startedAt: Date }): Change => ({
  action: started,
  actorName: 'Pushdesk',
  subject: version,
  at: startedAt.toISOString(),
})

/** One sentence about the change that came just before. */
export function changeWords({ action, actorName, subject, at }: Change): string {
  const when = `at ${formatDatedTime(at, { timeZone: 'UTC' })} UTC`
  if (action === started) return `Workers of version ${subject} started ${when}.`
  return `${actionLabel(action)}${subject ? ` (${subject})` : ''} by ${actorName} ${when}.`
}
