import { and, eq, gte, inArray, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { runSql, uuids } from '@/db/raw'
import { companyEndpoints } from '@/db/schema/credentials'
import { devices } from '@/db/schema/customers'
import { deliveries } from '@/db/schema/notifications'
import { promptConfigurations, promptEvents, promptFetches } from '@/db/schema/prompts'

/** Counting stops here, so that the start page costs the same at any size. */
export const countMax = 20_000

type Many = { environmentIds: string[] }

export async function countActiveDevices(db: Db, { environmentIds }: Many) {
  if (environmentIds.length === 0) return []
  const { rows } = await runSql<{ environment_id: string; count: number }>(
    db,
    sql`
    select e.id as environment_id, found.count::int as count
    from unnest(${uuids(environmentIds)}) as e(id) cross join lateral (
      select count(*) from (
        select 1 from ${devices} where ${devices.environmentId} = e.id and ${devices.status} = 'active' limit ${countMax}
      ) capped
    ) found`,
  )
  return rows.map((row) => ({ environmentId: row.environment_id, count: row.count }))
}

/** The time since which the longest-waiting delivery could have been sent, for each environment that has one. */
export async function oldestWaiting(db: Db, { environmentIds }: Many) {
  const rows = await db
    .select({ environmentId: deliveries.environmentId, since: sql<string>`min(${dueAt})` })
    .from(deliveries)
    .where(
      and(
        inArray(deliveries.environmentId, environmentIds),
        // The partial index on unfinished deliveries is small.
        sql`${deliveries.state} in ('queued', 'sending', 'retrying')`,
        sql`${dueAt} <= now()`,
      ),
    )
    .groupBy(deliveries.environmentId)
  return rows.map(({ environmentId, since }) => ({ environmentId, since: new Date(since) }))
}

/** New deliveries are due at once, retries at their time. */
const dueAt = sql`coalesce(${deliveries.nextAttemptAt}, ${deliveries.createdAt})`

export function countWaiting(db: Db, { environmentIds }: Many) {
  return db
    .select({ environmentId: deliveries.environmentId, count: sql<number>`count(*)::int` })
    .from(deliveries)
    .where(
      and(
        inArray(deliveries.environmentId, environmentIds),
        sql`${deliveries.state} in ('queued', 'sending', 'retrying')`,
      ),
    )
    .groupBy(deliveries.environmentId)
}

/** The configurations at every level; lib/prompts decides which apply where. */
export function promptLevels(db: Db) {
  return db
    .select({
      id: promptConfigurations.id,
      scopeKind: promptConfigurations.scopeKind,
      environmentName: promptConfigurations.environmentName,
      companyId: promptConfigurations.companyId,
      appId: promptConfigurations.appId,
      revision: promptConfigurations.revision,
      content: promptConfigurations.content,
      updatedAt: promptConfigurations.updatedAt,
    })
    .from(promptConfigurations)
}

/** Counts evaluations that ended because the prompt was off. */
export function countAskedWhileOff(db: Db, { environmentIds, since }: Many & { since: Date }) {
  return db
    .select({ environmentId: promptFetches.environmentId, count: sql<number>`sum(${promptFetches.fetchCount})::int` })
    .from(promptFetches)
    .where(
      and(
        inArray(promptFetches.environmentId, environmentIds),
        gte(promptFetches.hour, since),
        eq(promptFetches.decidedBy, 'off'),
      ),
    )
    .groupBy(promptFetches.environmentId)
}

export function countPromptEvents(db: Db, { environmentId, since }: { environmentId: string; since: Date }) {
  return db
    .select({ kind: promptEvents.kind, count: sql<number>`count(*)::int` })
    .from(promptEvents)
    .where(and(eq(promptEvents.environmentId, environmentId), gte(promptEvents.at, since)))
    .groupBy(promptEvents.kind)
}

export async function findEndpointHealth(db: Db, { environmentId }: { environmentId: string }) {
  const [row] = await db
    .select({
      url: companyEndpoints.url,
      usedFor: companyEndpoints.usedFor,
      failuresInRow: companyEndpoints.failuresInRow,
      openUntil: companyEndpoints.openUntil,
      updatedAt: companyEndpoints.updatedAt,
    })
    .from(companyEndpoints)
    .where(eq(companyEndpoints.environmentId, environmentId))
  return row
}
