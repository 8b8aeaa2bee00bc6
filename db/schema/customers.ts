import { sql } from 'drizzle-orm'
import { check, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instantColumn } from './columns'
import { environments } from './companies'
import { deviceKinds, deviceStatuses, pushPermissions } from './values'

export const customers = pgTable(
  'customers',
  {
    id: id(),
    environmentId: uuid('environment_id')
      .notNull()
      .references(() => environments.id, { onDelete: 'cascade' }),
    /** Exactly one of the two IDs is set. */
    userId: text('user_id'),
    anonymousId: text('anonymous_id'),
    /** BCP 47, as last reported by the SDK. */
    locale: text('locale'),
    lastSeenAt: instantColumn('last_seen_at').notNull().defaultNow(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('customers_user_uq').on(t.environmentId, t.userId).where(sql`${t.userId} is not null`),
    uniqueIndex('customers_anonymous_uq').on(t.environmentId, t.anonymousId).where(sql`${t.anonymousId} is not null`),
    // Look-ups by an ID or its start, in any case and Unicode form: namesLike
    index('customers_user_folded_idx').on(
      t.environmentId,
      sql`translate(lower(normalize(${t.userId})), 'ı', 'i') text_pattern_ops`,
    ),
    index('customers_anonymous_folded_idx').on(
      t.environmentId,
      sql`translate(lower(normalize(${t.anonymousId})), 'ı', 'i') text_pattern_ops`,
    ),
    // Look-ups by any part of an ID: customersContaining
    index('customers_pieces_idx')
      .using('gin', sql`name_pieces(translate(lower(normalize(coalesce(${t.userId}, ${t.anonymousId}))), 'ı', 'i'))`)
      // Every search reads the index's pending list, so keep it short.
      .with({ gin_pending_list_limit: 256 }),
    check('customers_identity_ck', sql`num_nonnulls(${t.userId}, ${t.anonymousId}) = 1`),
  ],
)

export type DeviceKind = (typeof deviceKinds)[number]
export type DeviceStatus = (typeof deviceStatuses)[number]
/** Why the status is what it is: registration, the SDK (`deregistered`), staff, or else APNs or the company API. */
export const deviceStatusReasons = [
  'registered',
  'deregistered',
  'disabled_by_staff',
  'enabled_by_staff',
  'unregistered',
  'expired_token',
  'bad_device_token',
  'gone',
] as const
export type DeviceStatusReason = (typeof deviceStatusReasons)[number]
export type Permission = (typeof pushPermissions)[number]

/** A device registration: one address that belongs to one customer at a time. */
export const devices = pgTable(
  'devices',
  {
    id: id(),
    environmentId: uuid('environment_id')
      .notNull()
      .references(() => environments.id, { onDelete: 'cascade' }),
    customerId: uuid('customer_id')
      .notNull()
      .references(() => customers.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: deviceKinds }).notNull(),
    /** Lower-case hex of the device token, or the UUID exactly as given. */
    address: text('address').notNull(),
    status: text('status', { enum: deviceStatuses }).notNull().default('active'),
    statusReason: text('status_reason', { enum: deviceStatusReasons }).notNull().default('registered'),
    statusSince: instantColumn('status_since').notNull().defaultNow(),
    permission: text('permission', { enum: pushPermissions }).notNull(),
    appVersion: text('app_version'),
    sdkVersion: text('sdk_version'),
    osVersion: text('os_version'),
    model: text('model'),
    locale: text('locale'),
    timeZone: text('time_zone'),
    /** The last registration; a 410 with an older timestamp says nothing about it. */
    registeredAt: instantColumn('registered_at').notNull().defaultNow(),
    lastAcceptedAt: instantColumn('last_accepted_at'),
    lastRejectedAt: instantColumn('last_rejected_at'),
    lastRejectedReason: text('last_rejected_reason'),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('devices_address_uq').on(t.environmentId, t.kind, t.address),
    index('devices_customer_idx').on(t.customerId),
    // device list: newest first, by environment and by status
    index('devices_page_idx').on(t.environmentId, t.registeredAt, t.id),
    index('devices_status_idx').on(t.environmentId, t.status, t.registeredAt, t.id),
    // device search by the start or the end of an address
    index('devices_address_start_idx').on(t.environmentId, t.address.op('text_pattern_ops')),
    index('devices_address_end_idx').on(t.environmentId, sql`reverse(${t.address}) text_pattern_ops`),
  ],
)

export const deviceEventKinds = [
  'registered',
  'registered_again',
  'moved',
  'permission_changed',
  'deregistered',
  'disabled',
  'enabled',
  'suspected',
  'removed',
] as const
export type DeviceEventKind = (typeof deviceEventKinds)[number]

/** A device's timeline, append-only. `customerId` is the customer who has the address after the event. */
export const deviceEvents = pgTable(
  'device_events',
  {
    id: id(),
    environmentId: uuid('environment_id').notNull(),
    deviceId: uuid('device_id')
      .notNull()
      .references(() => devices.id, { onDelete: 'cascade' }),
    customerId: uuid('customer_id'),
    previousCustomerId: uuid('previous_customer_id'),
    kind: text('kind', { enum: deviceEventKinds }).notNull(),
    /** What changed, in the product's words: permission from and to, the APNs reason, the staff member. */
    detail: text('detail'),
    actorName: text('actor_name'),
    createdAt: createdAt(),
  },
  (t) => [
    index('device_events_device_idx').on(t.deviceId, t.createdAt, t.id),
    index('device_events_customer_idx').on(t.customerId, t.createdAt),
    index('device_events_previous_idx').on(t.previousCustomerId, t.createdAt),
    // retention
    index('device_events_time_idx').on(t.createdAt),
  ],
)

/** The state a customer's app last reported, valid until `expiresAt`. Without a device, it covers all their devices. */
export const presence = pgTable(
  'presence',
  {
    id: id(),
    environmentId: uuid('environment_id').notNull(),
    customerId: uuid('customer_id')
      .notNull()
      .references(() => customers.id, { onDelete: 'cascade' }),
    deviceId: uuid('device_id').references(() => devices.id, { onDelete: 'cascade' }),
    app: text('app', { enum: ['active', 'background'] })
      .notNull()
      .default('background'),
    chat: text('chat', { enum: ['connected', 'disconnected'] })
      .notNull()
      .default('disconnected'),
    updatedAt: instantColumn('updated_at').notNull().defaultNow(),
    expiresAt: instantColumn('expires_at').notNull(),
  },
  (t) => [
    uniqueIndex('presence_customer_uq').on(t.customerId).where(sql`${t.deviceId} is null`),
    uniqueIndex('presence_device_uq').on(t.customerId, t.deviceId).where(sql`${t.deviceId} is not null`),
  ],
)
