import { type SQL, sql } from 'drizzle-orm'
import { ownPosition } from './positions'

/**
 * Records what happened, for the environments that record it: part of the statement that stores the fact. `happened` gives
 * `environment_id`, `type`, `customer_id`, `device_id`, and `data`, in the order in which it happened.
 */
export const recordingOf = (happened: SQL) => sql`
  insert into events (environment_id, position, type, customer_id, device_id, data)
  select happened.environment_id, ${ownPosition}, happened.type, happened.customer_id, happened.device_id,
    jsonb_strip_nulls(happened.data)
  from (${happened}) as happened
  where (select events_since from environments where environments.id = happened.environment_id) is not null`

/** What is told of a delivery; `of` names its row. A question to a phone is no notification, so nothing is told of it. */
export const deliveryData = (of: SQL) => sql`jsonb_build_object('deliveryId', ${of}.id,
  'notificationId', ${of}.notification_id, 'notificationType', ${of}.type, 'transport', ${of}.transport)`

/** How a delivery ended, where it ended after it was due to be sent. */
export const endedEvents = (deliveries: SQL) => sql`
  select d.environment_id, case d.state when 'accepted' then 'delivery.accepted' else 'delivery.failed' end as type,
    d.customer_id, d.device_id,
    ${deliveryData(sql`d`)} || jsonb_build_object('state', d.state, 'reason', d.reason) as data
  from ${deliveries} as d where d.state in ('accepted', 'failed', 'expired') and d.type <> 'probe'`
