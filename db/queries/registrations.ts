import { getTableColumns, is, Placeholder, type SQL, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { Db } from '../client'
import { devices } from '../schema/customers'

type Named = 'userId' | 'anonymousId'

export type Registration = {
  environmentId: string
  customer: { named: Named; name: string }
  kind: 'device_token' | 'uuid'
  address: string
  permission: (typeof devices.permission.enumValues)[number]
  appVersion?: string
  sdkVersion?: string
  osVersion?: string
  model?: string
  locale?: string
  timeZone?: string
  actorName: string
}

/**
 * Customer, device, timeline and what was queued for an earlier customer, in one statement and so in one step.
 * Undefined when another registration of a new address came first: run again, it will be seen then.
 */
export async function upsertRegistration(db: Db, { customer, ...registration }: Registration) {
  const [row] = await statementFor(db, customer.named).execute(valuesOf({ customer, ...registration }))
  return row
}

/** The statement as text and values, for the benchmark's control. */
export function registrationStatement(db: Db) {
  const { sql: text, params } = statementFor(db, 'userId').getQuery()
  return {
    text,
    valuesOf(registration: Registration) {
      const values = valuesOf(registration)
      return params.map((param) => (is(param, Placeholder) ? values[param.name as keyof typeof values] : param))
    },
  }
}

function valuesOf({ customer, ...registration }: Registration) {
  return {
    appVersion: null,
    sdkVersion: null,
    osVersion: null,
    model: null,
    locale: null,
    timeZone: null,
    ...registration,
    customerName: customer.name,
    newCustomerId: uuidv7(),
    newDeviceId: uuidv7(),
    eventId: uuidv7(),
    permissionEventId: uuidv7(),
  }
}

// Named, so that PostgreSQL plans it once a connection: planning takes longer than running it.
function prepare(db: Db, named: Named) {
  const device = db.$with('device', shown).as(writtenDevice)
  return db
    .with(
      db.$with('previous', {}).as(lockedPrevious),
      db.$with('customer', {}).as(upsertedCustomer(named)),
      device,
      db.$with('events', {}).as(writtenEvents),
      db.$with('suppressed', {}).as(suppressedForPrevious),
    )
    .select({
      id: device.id,
      kind: device.kind,
      status: device.status,
      statusReason: device.statusReason,
      statusSince: device.statusSince,
      permission: device.permission,
      appVersion: device.appVersion,
      sdkVersion: device.sdkVersion,
      osVersion: device.osVersion,
      model: device.model,
      locale: device.locale,
      timeZone: device.timeZone,
      registeredAt: device.registeredAt,
      createdAt: device.createdAt,
      isNew: sql<boolean>`not exists (select from previous)`,
      isMoved: sql<boolean>`exists (select from previous where previous.customer_id <> device.customer_id)`,
      suppressedNotificationIds: sql<
        string[]
      >`array(select distinct notification_id::text from suppressed order by 1 limit 100)`,
    })
    .from(device)
    .prepare(`register_device_${named}`)
}

type Statement = ReturnType<typeof prepare>
const statements = new WeakMap<Db, Partial<Record<Named, Statement>>>()

function statementFor(db: Db, named: Named): Statement {
  const known = statements.get(db) ?? {}
  statements.set(db, known)
  known[named] ??= prepare(db, named)
  return known[named]
}

const given = sql.placeholder
const { environmentId: _, customerId: __, address: ___, ...shown } = getTableColumns(devices)

const lockedPrevious = sql`
  select id, customer_id, status, permission from devices
  where environment_id = ${given('environmentId')} and kind = ${given('kind')} and address = ${given('address')}
  for no key update`

function upsertedCustomer(named: Named): SQL {
  const column = sql.raw(named === 'userId' ? 'user_id' : 'anonymous_id')
  return sql`
  insert into customers (id, environment_id, ${column}, locale)
  values (${given('newCustomerId')}, ${given('environmentId')}, ${given('customerName')}, ${given('locale')})
  on conflict (environment_id, ${column}) where ${column} is not null
  do update set last_seen_at = now(), locale = coalesce(excluded.locale, customers.locale)
  returning id`
}

// What staff disabled stays disabled when the app merely registers again, as it does at each start; the customer's own
// turning off and on, or another customer on the phone, ends it. A new address that another statement inserted after
// this one began is not in `previous`, so nothing is written rather than a move without its traces.
const writtenDevice = sql`
  insert into devices (id, environment_id, customer_id, kind, address, permission,
    app_version, sdk_version, os_version, model, locale, time_zone)
  select ${given('newDeviceId')}::uuid, ${given('environmentId')}::uuid, customer.id, ${given('kind')}, ${given('address')},
    ${given('permission')}, ${given('appVersion')}, ${given('sdkVersion')}, ${given('osVersion')}, ${given('model')},
    ${given('locale')}, ${given('timeZone')}
  from customer left join previous on true
  on conflict (environment_id, kind, address) do update set
    customer_id = excluded.customer_id,
    permission = excluded.permission,
    app_version = coalesce(excluded.app_version, devices.app_version),
    sdk_version = coalesce(excluded.sdk_version, devices.sdk_version),
    os_version = coalesce(excluded.os_version, devices.os_version),
    model = coalesce(excluded.model, devices.model),
    locale = coalesce(excluded.locale, devices.locale),
    time_zone = coalesce(excluded.time_zone, devices.time_zone),
    status = case when ${staysDisabled()} then devices.status else 'active' end,
    status_reason = case when ${staysAsItIs()} then devices.status_reason else 'registered' end,
    status_since = case when ${staysAsItIs()} then devices.status_since else now() end,
    registered_at = now()
  where exists (select from previous)
  returning devices.*`

const writtenEvents = sql`
  insert into device_events (id, environment_id, device_id, customer_id, previous_customer_id, kind, detail, actor_name)
  select event.id, device.environment_id, device.id, device.customer_id, event.previous_customer_id, event.kind,
    event.detail, ${given('actorName')}
  from device left join previous on true cross join lateral (values
    (${given('eventId')}::uuid,
      case when previous.customer_id <> device.customer_id then previous.customer_id end,
      case when previous.id is null then 'registered'
        when previous.customer_id <> device.customer_id then 'moved'
        when previous.status <> 'active' and device.status = 'active' then 'registered_again' end,
      null::text),
    (${given('permissionEventId')}::uuid, null::uuid,
      case when previous.permission <> device.permission then 'permission_changed' end,
      previous.permission || ' → ' || device.permission)
  ) as event (id, previous_customer_id, kind, detail)
  where event.kind is not null`

// What a worker is sending at this moment is past recall.
const suppressedForPrevious = sql`
  update deliveries set state = 'suppressed', reason = 'device_disabled', ended_at = now(), next_attempt_at = null
  where id in (
    select waiting.id from deliveries waiting, previous, device
    where waiting.device_id = previous.id and waiting.customer_id = previous.customer_id
      and previous.customer_id <> device.customer_id and waiting.state in ('queued', 'retrying')
    order by waiting.id for no key update of waiting)
  returning notification_id`

function staysDisabled() {
  return sql`(devices.status_reason = 'disabled_by_staff' and devices.customer_id = excluded.customer_id)`
}

function staysAsItIs() {
  return sql`(${staysDisabled()} or (devices.status = 'active' and devices.customer_id = excluded.customer_id))`
}
