import { type SQL, sql } from 'drizzle-orm'
import { textsOf } from '@/db/prepared'
import { uuids } from '@/db/raw'
import type { IncidentReach } from '@/db/schema/incidents'
import { deliveries, type Transport } from '@/db/schema/notifications'
import type { IncidentRow } from './incidents'

/** Deliveries that ended without success during an incident, for its reasons. */
export type WhichLost = {
  transport?: Transport
  /** Absent: all. */
  reasons?: string[]
  /** Compared with the time they ended, at most a day after they were created. */
  since: Date
  until?: Date
}

const dayMs = 86_400_000
const instant = (at: Date) => sql`${at.toISOString()}::timestamptz`

/** The one definition of what an incident counts as lost and what it resends. */
export function isLost({
  environmentIds,
  transport,
  reasons,
  since,
  until,
}: WhichLost & { environmentIds: string[] }): SQL {
  return sql.join(
    [
      sql`${deliveries.environmentId} = any(${uuids(environmentIds)})`,
      sql`${deliveries.state} in ('failed', 'expired')`,
      ...(transport ? [sql`${deliveries.transport} = ${transport}`] : []),
      ...(reasons ? [sql`${deliveries.reason} = any(${textsOf(sql`${JSON.stringify(reasons)}`)})`] : []),
      sql`${deliveries.createdAt} >= ${instant(new Date(since.getTime() - dayMs))}`,
      sql`${deliveries.endedAt} >= ${instant(since)}`,
      ...(until ? [sql`${deliveries.endedAt} <= ${instant(until)}`] : []),
    ],
    sql` and `,
  )
}

export const isNotRepeated = sql`not exists (select from deliveries again
  where again.notification_id = ${deliveries.notificationId} and again.repeats_id = ${deliveries.id})`

/** What the incident lost in this environment; undefined if nothing. */
export function lostIn(incident: IncidentRow, environmentId: string): WhichLost | undefined {
  const reach = reachIn(incident)
  return reach?.environments.some((one) => one.environmentId === environmentId) ? lostOf(incident, reach) : undefined
}

export const lostOf = ({ openedAt, closedAt }: IncidentRow, { transport, reasons }: IncidentReach): WhichLost => ({
  transport,
  reasons,
  since: openedAt,
  until: closedAt ?? undefined,
})

export const reachIn = ({ facts }: IncidentRow) => facts.reach as IncidentReach | undefined
