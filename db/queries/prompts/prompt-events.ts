import { and, eq, gte, inArray, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { recordingOf } from '@/db/queries/events/record-events'
import { runSql } from '@/db/raw'
import { insertOf } from '@/db/rows'
import { devices } from '@/db/schema/customers'
import { promptEvents } from '@/db/schema/prompts'

/** Returns the event IDs that are new; repeats are ignored. */
export async function insertPromptEvents(db: Db, { events }: { events: (typeof promptEvents.$inferInsert)[] }) {
  const { rows } = await runSql<{ eventId: string }>(
    db,
    sql`with inserted as (
          ${insertOf(promptEvents, events, ['environmentId', 'eventId'])}
          on conflict (environment_id, event_id) do nothing returning *
        ), recorded as (${recordingOf(sql`
          select environment_id, 'prompt.answered' as type, customer_id, device_id,
            jsonb_build_object('answer', kind, 'revision', revision, 'answeredAt', at) as data
          from inserted where kind <> 'displayed'`)})
        select event_id as "eventId" from inserted`,
  )
  return rows
}

export function devicesAt(db: Db, { environmentId, addresses }: { environmentId: string; addresses: string[] }) {
  return db
    .select({ id: devices.id, kind: devices.kind, address: devices.address })
    .from(devices)
    .where(and(eq(devices.environmentId, environmentId), inArray(devices.address, addresses)))
}

/** Counts of each kind, by the revision on the phone. */
export function eventsByRevision(db: Db, { environmentId, since }: { environmentId: string; since: Date }) {
  return db
    .select({
      revision: promptEvents.revision,
      kind: promptEvents.kind,
      events: sql<number>`count(*)::int`,
    })
    .from(promptEvents)
    .where(and(eq(promptEvents.environmentId, environmentId), gte(promptEvents.at, since)))
    .groupBy(promptEvents.revision, promptEvents.kind)
}

/** Counts by day, for the chart. */
export function eventsByDay(db: Db, { environmentId, since }: { environmentId: string; since: Date }) {
  const day = sql<string>`to_char(${promptEvents.at} at time zone 'UTC', 'YYYY-MM-DD')`
  return db
    .select({ day, kind: promptEvents.kind, events: sql<number>`count(*)::int` })
    .from(promptEvents)
    .where(and(eq(promptEvents.environmentId, environmentId), gte(promptEvents.at, since)))
    .groupBy(sql`1`, promptEvents.kind)
    .orderBy(sql`1`)
}

/** Counts by kind for several environments, for the matrix. */
export function eventCounts(db: Db, { environmentIds, since }: { environmentIds: string[]; since: Date }) {
  return db
    .select({
      environmentId: promptEvents.environmentId,
      kind: promptEvents.kind,
      events: sql<number>`count(*)::int`,
    })
    .from(promptEvents)
    .where(and(inArray(promptEvents.environmentId, environmentIds), gte(promptEvents.at, since)))
    .groupBy(promptEvents.environmentId, promptEvents.kind)
}

/** Customers who registered after accepting the prompt, by revision. */
export function registeredAfterAccepting(db: Db, { environmentId, since }: { environmentId: string; since: Date }) {
  return db
    .select({
      revision: promptEvents.revision,
      customers: sql<number>`count(distinct ${promptEvents.customerId})::int`,
    })
    .from(promptEvents)
    .innerJoin(
      devices,
      and(eq(devices.customerId, promptEvents.customerId), gte(devices.registeredAt, promptEvents.at)),
    )
    .where(
      and(
        eq(promptEvents.environmentId, environmentId),
        eq(promptEvents.kind, 'accepted'),
        gte(promptEvents.at, since),
      ),
    )
    .groupBy(promptEvents.revision)
}
