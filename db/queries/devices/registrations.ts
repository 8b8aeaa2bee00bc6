import { and, eq, getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { newId } from '@/db/new-id'
import { recordingOf } from '@/db/queries/events/record-events'
import { inOrder } from '@/db/row-order'
import { devices } from '@/db/schema/customers'

type Named = 'userId' | 'anonymousId'

export type Registration = {
  environmentId: string
  customerName: string
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
  /** Whether it may take an address from a customer with a user ID; a caller without proof may not. */
  mayTake?: boolean
}

export type Registered = Omit<Awaited<ReturnType<Statement['execute']>>[number], 'ordinal'>

/**
 * Writes customers, devices, timelines, and the suppression of an earlier customer's deliveries, atomically in one
 * statement. No two registrations may name the same address or customer. If another transaction has the address locked,
 * a single registration waits, but one in a batch is left out: its result is undefined. The same goes for a new address
 * that another transaction has just inserted. Retried alone, it is written.
 */
export async function upsertRegistrations(db: Db, { named, given }: { named: Named; given: Registration[] }) {
  // In one order, because several processes write the same rows.
  const rows = inOrder(given.map(rowOf), 'address')
  const found = await statementFor(db, named, given.length > 1).execute({ rows: JSON.stringify(rows) })
  const written = new Map(found.map(({ ordinal, ...row }) => [ordinal, row]))
  return given.map((_, ordinal) => written.get(ordinal))
}

/** The text and values of a single registration's statement, for the benchmark's control. */
export function registrationStatement(db: Db) {
  const { sql: text } = statementFor(db, 'userId', false).getQuery()
  return { text, valuesOf: (registration: Registration) => [JSON.stringify([rowOf(registration, 0)])] }
}

function rowOf({ customerName, ...registration }: Registration, ordinal: number) {
  return {
    ...registration,
    ordinal,
    customerName,
    newCustomerId: newId(),
    newDeviceId: newId(),
    eventId: newId(),
    permissionEventId: newId(),
  }
}

// Named, so that PostgreSQL plans it once per connection: planning takes longer than running it.
function prepare(db: Db, named: Named, areMany: boolean) {
  const device = db.$with('device', shown).as(writtenDevice)
  return db
    .with(
      db.$with('given', {}).as(givenRows),
      db.$with('previous', {}).as(lockedPrevious(areMany)),
      db.$with('customer', {}).as(upsertedCustomer(named)),
      device,
      db.$with('events', {}).as(writtenEvents),
      db.$with('recorded', {}).as(recordedEvents),
      db.$with('suppressed', {}).as(suppressedForPrevious),
    )
    .select({
      ordinal: sql<number>`given.ordinal`,
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
      isNew: sql<boolean>`previous.id is null`,
      isMoved: sql<boolean>`coalesce(previous.customer_id <> device.customer_id, false)`,
      suppressedNotificationIds: sql<
        string[]
      >`array(select distinct notification_id::text from suppressed where device_id = device.id order by 1 limit 100)`,
    })
    .from(device)
    .innerJoin(sql`given`, isOf)
    .leftJoin(sql`previous`, sql`previous.ordinal = given.ordinal`)
    .prepare(`register_${areMany ? 'devices' : 'device'}_${named}`)
}

type Statement = ReturnType<typeof prepare>
const statements = new WeakMap<Db, Map<string, Statement>>()

function statementFor(db: Db, named: Named, areMany: boolean): Statement {
  const known = statements.get(db) ?? new Map<string, Statement>()
  statements.set(db, known)
  const statement = known.get(`${named} ${areMany}`) ?? prepare(db, named, areMany)
  known.set(`${named} ${areMany}`, statement)
  return statement
}

const { environmentId: _, customerId: __, address: ___, ...shown } = getTableColumns(devices)

const givenRows = sql`
  select * from jsonb_to_recordset(${sql.placeholder('rows')}::jsonb) as given (ordinal int, "environmentId" uuid, kind text,
    address text, "customerName" text, permission text, "appVersion" text, "sdkVersion" text, "osVersion" text, model text,
    locale text, "timeZone" text, "actorName" text, "mayTake" boolean, "newCustomerId" uuid, "newDeviceId" uuid, "eventId" uuid,
    "permissionEventId" uuid)`

const isOf = sql`
  device.address = given.address and device.kind = given.kind and device.environment_id = given."environmentId"`

// An identified customer holds an address while pushes reach it; turning push off or a final APNs rejection frees it.
const isHeldSql = sql`(devices.status_reason in ('registered', 'disabled_by_staff', 'enabled_by_staff')
  and exists (select from customers where customers.id = devices.customer_id and customers.user_id is not null))`

/** Whether moving the address takes proof of its customer. */
export async function isAddressHeld(
  db: Db,
  { environmentId, kind, address }: Pick<Registration, 'environmentId' | 'kind' | 'address'>,
) {
  const found = await db
    .select({ id: devices.id })
    .from(devices)
    .where(
      and(eq(devices.environmentId, environmentId), eq(devices.kind, kind), eq(devices.address, address), isHeldSql),
    )
  return found.length > 0
}

// One index look-up each: the planner can't know how many rows are given, so a join might scan the whole table.
const lockedPrevious = (areMany: boolean) => sql`
  select given.ordinal, known.* from given cross join lateral (
    select id, customer_id, status, permission, not given."mayTake" and ${isHeldSql} as "isHeld" from devices
    where environment_id = given."environmentId" and kind = given.kind and address = given.address
    for no key update ${sql.raw(areMany ? 'skip locked' : '')}) as known`

function columnOf(named: Named): SQL {
  return sql.raw(named === 'userId' ? 'user_id' : 'anonymous_id')
}

// After the existing devices, because every statement locks those first.
const upsertedCustomer = (named: Named) => sql`
  insert into customers (id, environment_id, ${columnOf(named)}, locale)
  select "newCustomerId", "environmentId", "customerName", locale
  from given left join previous on previous.ordinal = given.ordinal
  where previous."isHeld" is not true
  order by "environmentId", "customerName" collate "C"
  on conflict (environment_id, ${columnOf(named)}) where ${columnOf(named)} is not null
  do update set last_seen_at = now(), locale = coalesce(excluded.locale, customers.locale)
  returning id, environment_id, ${columnOf(named)} as name`

// A device that staff disabled stays disabled when the app merely registers again, as it does at each start. It ends
// when the customer turns push off and on, or another customer signs in on the phone. An address inserted after this
// statement began isn't in `previous`, so nothing is written rather than a move without a trace.
const writtenDevice = sql`
  insert into devices (id, environment_id, customer_id, kind, address, permission,
    app_version, sdk_version, os_version, model, locale, time_zone)
  select "newDeviceId", "environmentId", customer.id, kind, address, given.permission, "appVersion", "sdkVersion", "osVersion",
    model, locale, "timeZone"
  from given join customer on customer.name = given."customerName" and customer.environment_id = given."environmentId"
    left join previous on previous.ordinal = given.ordinal
  where previous."isHeld" is not true
  order by "environmentId", kind, address collate "C"
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
  where devices.id in (select id from previous)
  returning devices.*`

const writtenEvents = sql`
  insert into device_events (id, environment_id, device_id, customer_id, previous_customer_id, kind, detail, actor_name)
  select event.id, device.environment_id, device.id, device.customer_id, event.previous_customer_id, event.kind,
    event.detail, given."actorName"
  from device join given on ${isOf} left join previous on previous.ordinal = given.ordinal
  cross join lateral (values
    (given."eventId",
      case when previous.customer_id <> device.customer_id then previous.customer_id end,
      case when previous.id is null then 'registered'
        when previous.customer_id <> device.customer_id then 'moved'
        when previous.status <> 'active' and device.status = 'active' then 'registered_again' end,
      null::text),
    (given."permissionEventId", null::uuid,
      case when previous.permission <> device.permission then 'permission_changed' end,
      previous.permission || ' → ' || device.permission)
  ) as event (id, previous_customer_id, kind, detail)
  where event.kind is not null
  returning environment_id, kind, customer_id, previous_customer_id, device_id`

const recordedEvents = recordingOf(sql`
  select events.environment_id, case events.kind when 'moved' then 'device.moved' else 'device.registered' end as type,
    events.customer_id, events.device_id, jsonb_build_object('kind', device.kind, 'permission', device.permission,
      'previousCustomerId', events.previous_customer_id) as data
  from events join device on device.id = events.device_id where events.kind in ('registered', 'registered_again', 'moved')`)

// Can't recall what a worker is sending. An array, so that rows are always found by ID.
const suppressedForPrevious = sql`
  update deliveries set state = 'suppressed', reason = 'device_disabled', ended_at = now(), next_attempt_at = null
  where id = any (array(
    select waiting.id from previous join device on device.id = previous.id cross join lateral (
      select id from deliveries
      where device_id = previous.id and customer_id = previous.customer_id and state in ('queued', 'retrying')
      order by id for no key update) as waiting
    where previous.customer_id <> device.customer_id))
  returning notification_id, device_id`

function staysDisabled() {
  return sql`(devices.status_reason = 'disabled_by_staff' and devices.customer_id = excluded.customer_id)`
}

function staysAsItIs() {
  return sql`(${staysDisabled()} or (devices.status = 'active' and devices.customer_id = excluded.customer_id))`
}
