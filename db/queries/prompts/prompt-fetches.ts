import { and, desc, eq, gte, inArray, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { asJsonb, runSql } from '@/db/raw'
import { rowsOf } from '@/db/rows'
import { promptClients, promptFetches } from '@/db/schema/prompts'

export type FetchCount = typeof promptFetches.$inferInsert
const fetchKey = ['environmentId', 'hour', 'revision', 'sdkVersion', 'appVersion', 'value', 'decidedBy'] as const
export type ClientWord = typeof promptClients.$inferInsert

/** Adds everything a process has counted since its last write; counts of several processes add up. */
export async function addFetches(db: Db, { fetches }: { fetches: FetchCount[] }) {
  await db
    .insert(promptFetches)
    .select(rowsOf(promptFetches, fetches, fetchKey))
    .onConflictDoUpdate({
      target: fetchKey.map((column) => promptFetches[column]),
      set: {
        fetchCount: sql`${promptFetches.fetchCount} + excluded.fetch_count`,
        lastAt: sql`greatest(${promptFetches.lastAt}, excluded.last_at)`,
      },
    })
}

/** Each client's newest report wins, whichever process received it. */
export async function putClients(db: Db, { clients }: { clients: ClientWord[] }) {
  await db
    .insert(promptClients)
    .select(rowsOf(promptClients, clients, ['environmentId', 'targetingKey']))
    .onConflictDoUpdate({
      target: [promptClients.environmentId, promptClients.targetingKey],
      set: {
        context: sql`excluded.context`,
        revision: sql`excluded.revision`,
        value: sql`excluded.value`,
        isStreaming: sql`excluded.is_streaming`,
        lastAt: sql`excluded.last_at`,
      },
      setWhere: sql`excluded.last_at >= ${promptClients.lastAt}`,
    })
}

/** Marks clients as no longer streaming, unless they have fetched again since. */
export async function endStreams(
  db: Db,
  { clients }: { clients: { environmentId: string; targetingKey: string; at: Date }[] },
) {
  await runSql(
    db,
    sql`update prompt_clients c set is_streaming = false
        from jsonb_to_recordset(${asJsonb(clients)}) as gone("environmentId" uuid, "targetingKey" text, at timestamptz)
        where c.environment_id = gone."environmentId" and c.targeting_key = gone."targetingKey" and c.is_streaming
          and c.last_at <= gone.at`,
  )
}

/** An environment's most recent clients; a large enough sample if there are more. */
export function recentClients(
  db: Db,
  { environmentId, since, limit }: { environmentId: string; since: Date; limit: number },
) {
  return db
    .select()
    .from(promptClients)
    .where(and(eq(promptClients.environmentId, environmentId), gte(promptClients.lastAt, since)))
    .orderBy(desc(promptClients.lastAt), desc(promptClients.targetingKey))
    .limit(limit)
}

/** Per environment and revision: the clients that have it, how many of them stream, and the last fetch. */
export function clientsByRevision(db: Db, { environmentIds, since }: { environmentIds: string[]; since: Date }) {
  return db
    .select({
      environmentId: promptClients.environmentId,
      revision: promptClients.revision,
      value: promptClients.value,
      clients: sql<number>`count(*)::int`,
      streaming: sql<number>`(count(*) filter (where ${promptClients.isStreaming}))::int`,
      lastAt: sql<Date>`max(${promptClients.lastAt})`.mapWith(promptClients.lastAt),
    })
    .from(promptClients)
    .where(and(inArray(promptClients.environmentId, environmentIds), gte(promptClients.lastAt, since)))
    .groupBy(promptClients.environmentId, promptClients.revision, promptClients.value)
}

/** Fetches of each environment by SDK version, for the matrix. */
export function fetchesBySdk(db: Db, { environmentIds, since }: { environmentIds: string[]; since: Date }) {
  return db
    .select({
      environmentId: promptFetches.environmentId,
      sdkVersion: promptFetches.sdkVersion,
      fetches: sql<number>`sum(${promptFetches.fetchCount})::int`,
      lastAt: sql<Date>`max(${promptFetches.lastAt})`.mapWith(promptFetches.lastAt),
    })
    .from(promptFetches)
    .where(and(inArray(promptFetches.environmentId, environmentIds), gte(promptFetches.hour, since)))
    .groupBy(promptFetches.environmentId, promptFetches.sdkVersion)
}

/** Fetches of one environment by revision and value, for the funnel's first step. */
export function fetchesByRevision(db: Db, { environmentId, since }: { environmentId: string; since: Date }) {
  return db
    .select({
      revision: promptFetches.revision,
      value: promptFetches.value,
      decidedBy: promptFetches.decidedBy,
      fetches: sql<number>`sum(${promptFetches.fetchCount})::int`,
    })
    .from(promptFetches)
    .where(and(eq(promptFetches.environmentId, environmentId), gte(promptFetches.hour, since)))
    .groupBy(promptFetches.revision, promptFetches.value, promptFetches.decidedBy)
}
