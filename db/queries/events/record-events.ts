import { type SQL, sql } from 'drizzle-orm'
import { ownPosition } from './positions'

/**
 * Records events for the environments that record them, as part of the statement that stores the fact. `happened`
 * selects `environment_id`, `type`, `customer_id`, `device_id`, and `data`, in chronological order.
 */
export const recordingOf = (happened: SQL) => sql`
  insert into events (environment_id, position, type, customer_id, device_id, data)
  select happened.environment_id, ${ownPosition}, happened.type, happened.customer_id, happened.device_id,
    jsonb_strip_nulls(happened.data)
  from (${happened}) as happened
  where (select events_since from environments where environments.id = happened.environment_id) is not null`

/** The event data of a delivery; `of` names its row. Callers leave out probes, which aren't notifications. */
export const deliveryData = (of: SQL) => sql`jsonb_build_object('deliveryId', ${of}.id,
  'notificationId', ${of}.notification_id, 'notificationType', ${of}.type, 'transport', ${of}.transport)`

/** The final outcomes of deliveries that were to be sent. */
export const endedEvents = (deliveries: SQL) => sql`
  select d.environment_id, case d.state when 'accepted' then 'delivery.accepted' else 'delivery.failed' end as type,
    d.customer_id, d.device_id,
    ${deliveryData(sql`d`)} || jsonb_build_object('state', d.state, 'reason', d.reason) as data
  from ${deliveries} as d where d.state in ('accepted', 'failed', 'expired') and d.type <> 'probe'`
