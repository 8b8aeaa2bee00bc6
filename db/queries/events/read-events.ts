import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { runSql } from '@/db/raw'
import type { eventTypes } from '@/db/schema/values'
import { storableJson } from '@/db/storable'
import { type EventPlace, settledBefore } from './positions'

export type EventType = (typeof eventTypes)[number]
export type EventRow = EventPlace & {
  id: string
  type: EventType
  at: string
  customerId: string | null
  userId: string | null
  anonymousId: string | null
  deviceId: string | null
  data: Record<string, unknown>
  messageId: string | null
  previousUserId: string | null
  previousAnonymousId: string | null
}

type Asked = {
  environmentId: string
  after: EventPlace
  /** Absent: all types. */
  types?: readonly EventType[]
  since?: Date
  limit: number
  /** How many events are scanned, of any type, so that a rare type costs no more. */
  lookMax: number
}

/**
 * The next events in order, and the place to continue from, which never passes an event that a running transaction may
 * still record. Names are looked up now, so nothing is revealed of an erased customer.
 */
export async function eventsAfter(db: Db, { environmentId, after, types, since, limit, lookMax }: Asked) {
  const ofType = types ? sql`and e.type in (select jsonb_array_elements_text(${storableJson(types)}::jsonb))` : sql``
  const ofTime = since ? sql`and e.at >= ${since.toISOString()}::timestamptz` : sql``
  const { rows } = await runSql<{ events: EventRow[]; looked: number } & EventPlace>(
    db,
    sql`with looked as materialized (
          select * from events
          where environment_id = ${environmentId}
            and (position, number) > (${after.position}::bigint, ${after.number}::bigint)
            and position < ${settledBefore}
          order by position, number limit ${lookMax}
        ), wanted as materialized (
          select * from looked as e where true ${ofType} ${ofTime} order by e.position, e.number limit ${limit}
        ), shown as (
          select e.position::text, e.number::text, e.id, e.type, to_json(e.at) as at, e.data, customers.id as "customerId",
            customers.user_id as "userId", customers.anonymous_id as "anonymousId", devices.id as "deviceId",
            notifications.external_id as "messageId", previous.user_id as "previousUserId",
            previous.anonymous_id as "previousAnonymousId", row_number() over (order by e.position, e.number) as nth
          from wanted as e
          left join customers on customers.id = e.customer_id
          left join devices on devices.id = e.device_id
          left join customers as previous on previous.id = (e.data->>'previousCustomerId')::uuid
          left join notifications on notifications.id = (e.data->>'notificationId')::uuid
        ), last as (
          -- Where the page is full, after its last; else after all that was looked at.
          select position, number from (select position, number from wanted
            union all select position, number from looked where (select count(*) from wanted) < ${limit}) as seen
          order by position desc, number desc limit 1
        )
        select coalesce((select jsonb_agg(to_jsonb(shown) - 'nth' order by nth) from shown), '[]') as events,
          (select count(*) from looked)::int as looked,
          coalesce((select position from last), ${after.position}::bigint)::text as position,
          coalesce((select number from last), ${after.number}::bigint)::text as number`,
  )
  const [{ events: found, looked, position, number } = nothing(after)] = rows
  // If the scan reached the end, nothing more is available for now.
  return { events: found, place: { position, number }, isMore: found.length === limit || looked === lookMax }
}

const nothing = (after: EventPlace) => ({ events: [], looked: 0, ...after })
