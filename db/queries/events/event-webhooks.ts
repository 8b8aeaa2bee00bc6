import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { runSql } from '@/db/raw'
import { eventWebhooks } from '@/db/schema/events'
import { storableJson } from '@/db/storable'
import { type EventPlace, settledBefore } from './positions'

export type EventWebhookRow = typeof eventWebhooks.$inferSelect
type One = { environmentId: string; id: string }

const theOne = ({ environmentId, id }: One) =>
  and(eq(eventWebhooks.environmentId, environmentId), eq(eventWebhooks.id, id))

export const eventPlaceOf = ({ position, number }: Pick<EventWebhookRow, 'position' | 'number'>): EventPlace => ({
  position: String(position),
  number: String(number),
})

const asPlace = ({ position, number }: EventPlace) => ({ position: BigInt(position), number: BigInt(number) })

export function eventWebhooksOf(db: Db, { environmentId }: { environmentId: string }) {
  return db
    .select()
    .from(eventWebhooks)
    .where(eq(eventWebhooks.environmentId, environmentId))
    .orderBy(eventWebhooks.createdAt, eventWebhooks.id)
}

/** Locks the row until the transaction ends. */
export async function lockEventWebhook(db: Db, one: One) {
  const [row] = await db.select().from(eventWebhooks).where(theOne(one)).for('update')
  return row
}

type New = Pick<EventWebhookRow, 'id' | 'environmentId' | 'url' | 'types' | 'signingSecret' | 'since'>

export async function insertEventWebhook(db: Db, { place, ...row }: New & { place: EventPlace }) {
  await db.insert(eventWebhooks).values({ ...row, ...asPlace(place) })
}

type Change = Partial<
  Pick<EventWebhookRow, 'url' | 'types' | 'isOn' | 'signingSecret' | 'since' | 'pausedAt' | 'dueAt' | 'failingSince'>
> & { place?: EventPlace; attemptCount?: 0 }

/** Ends the lease: the sender stops after its current request, and the next one starts with this change. */
export async function changeEventWebhook(db: Db, { environmentId, id, place, ...change }: One & Change) {
  await db
    .update(eventWebhooks)
    .set({ ...change, ...(place && asPlace(place)), lease: null })
    .where(theOne({ environmentId, id }))
}

export async function deleteEventWebhook(db: Db, one: One) {
  await db.delete(eventWebhooks).where(theOne(one))
}

/** Longer than a request can take. */
const lease = sql`interval '30 seconds'`

/** Claims webhooks with pending events: each belongs to one process until its lease ends. */
export async function claimEventWebhooks(db: Db, { limit }: { limit: number }): Promise<EventWebhookRow[]> {
  const { rows } = await runSql<{ id: string }>(
    db,
    sql`with due as (
          select w.id from event_webhooks as w
          where w.is_on and w.paused_at is null and w.due_at <= now() and (w.leased_until is null or w.leased_until < now())
            and exists (select from events where events.environment_id = w.environment_id
              and (events.position, events.number) > (w.position, w.number) and events.position < ${settledBefore})
          order by w.due_at, w.id limit ${limit} for update of w skip locked
        )
        update event_webhooks as w set leased_until = now() + ${lease}, lease = gen_random_uuid()
        from due where w.id = due.id returning w.id`,
  )
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  return db
    .select()
    .from(eventWebhooks)
    .where(sql`${eventWebhooks.id} in (select jsonb_array_elements_text(${storableJson(ids)}::jsonb)::uuid)`)
}

type Progress = Partial<
  Pick<
    EventWebhookRow,
    'attemptCount' | 'failingSince' | 'pausedAt' | 'lastAnswer' | 'lastAnswerAt' | 'lastSentAt' | 'dueAt'
  >
> & { place?: EventPlace }

/** Saves the progress and renews the lease. False if someone changed the webhook or another process has the lease. */
export async function keepProgress(
  db: Db,
  {
    webhook: { id, lease: own },
    isOver = false,
    place,
    ...progress
  }: Progress & { webhook: EventWebhookRow; isOver?: boolean },
): Promise<boolean> {
  const leasedUntil = isOver ? null : sql`now() + ${lease}`
  const kept = await db
    .update(eventWebhooks)
    .set({ ...progress, ...(place && asPlace(place)), leasedUntil, ...(isOver && { lease: null }) })
    .where(and(eq(eventWebhooks.id, id), eq(eventWebhooks.lease, own ?? id)))
    .returning({ id: eventWebhooks.id })
  if (kept.length > 0) return true
  // Lets the changed webhook go on without waiting for this lease to end.
  await db
    .update(eventWebhooks)
    .set({ leasedUntil: null })
    .where(and(eq(eventWebhooks.id, id), sql`${eventWebhooks.lease} is null`))
  return false
}

/** How many events are pending, among the next `lookMax`. */
export async function countWaitingEvents(db: Db, { webhook, lookMax }: { webhook: EventWebhookRow; lookMax: number }) {
  const { environmentId, position, number, types, since } = webhook
  const { rows } = await runSql<{ waiting: number; looked: number }>(
    db,
    sql`select (count(*) filter (where type in (select jsonb_array_elements_text(${storableJson(types)}::jsonb))
            and at >= ${since.toISOString()}::timestamptz))::int as waiting, count(*)::int as looked
        from (select type, at from events
          where environment_id = ${environmentId} and (position, number) > (${String(position)}::bigint, ${String(number)}::bigint)
          order by position, number limit ${lookMax}) as next`,
  )
  const { waiting = 0, looked = 0 } = rows[0] ?? {}
  return { waiting, isMore: looked === lookMax }
}
