import { type SQL, sql } from 'drizzle-orm'
import { textsOf } from '@/db/prepared'
import { uuids } from '@/db/raw'
import type { IncidentReach } from '@/db/schema/incidents'
import { deliveries, type Transport } from '@/db/schema/notifications'
import type { IncidentRow } from './incidents'

/** What ended without success in an incident's time, for its reasons. */
export type WhichLost = {
  transport?: Transport
  /** Default all. */
  reasons?: string[]
  /** Of their end, however long before they were created, up to a day. */
  since: Date
  until?: Date
}

const dayMs = 86_400_000
const instant = (at: Date) => sql`${at.toISOString()}::timestamptz`

/** One definition for what an incident counts as lost and for what it recovers. */
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

/** What the incident lost in this environment; undefined where it lost nothing there. */
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
