import { sql } from 'drizzle-orm'
import { index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instantColumn, jsonb } from './columns'
import { environments } from './companies'
import { environmentNames } from './values'

/** The built-in APNs simulator's state of a token. Tokens without a row are live (mode "open"). */
export const simulatedDevices = pgTable(
  'simulated_devices',
  {
    environmentName: text('environment_name', { enum: environmentNames }).notNull(),
    token: text('token').notNull(),
    topic: text('topic').notNull(),
    state: text('state', {
      enum: ['active', 'unknown', 'unregistered', 'expired', 'offline', 'low_power', 'notifications_disabled'],
    }).notNull(),
    since: instantColumn('since').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.environmentName, t.token] })],
)

/** Every request that the simulator answered: the demo phone reads its pushes here, whichever process received them. */
export const simulatedPushes = pgTable(
  'simulated_pushes',
  {
    id: uuid('id').primaryKey(),
    apnsId: uuid('apns_id').notNull(),
    environmentName: text('environment_name', { enum: environmentNames }).notNull(),
    token: text('token').notNull(),
    topic: text('topic').notNull(),
    status: integer('status').notNull(),
    reason: text('reason'),
    headers: jsonb('headers').$type<Record<string, string>>().notNull(),
    payload: jsonb('payload').$type<Record<string, unknown>>(),
    payloadBytes: integer('payload_bytes').notNull(),
    lints: jsonb('lints').$type<string[]>().notNull().default([]),
    /** The key for Apple's delivery log; in the sandbox only. */
    uniqueId: uuid('unique_id'),
    payloadHash: text('payload_hash'),
    keyId: text('key_id'),
    connectionId: integer('connection_id'),
    streamId: integer('stream_id'),
    /** After acceptance: `delivered`, `stored`, or `discarded`; the reason is below. */
    fate: text('fate'),
    deviceOutcomeReason: text('fate_reason'),
    /** When a stored push is released by itself; null: when the device becomes reachable again. */
    releaseAt: instantColumn('release_at'),
    createdAt: createdAt(),
  },
  (t) => [
    index('simulated_pushes_token_idx').on(t.environmentName, t.token, t.createdAt),
    // recentSimulatedPushes: one app's, newest first
    index('simulated_pushes_topic_idx').on(t.environmentName, t.topic, t.createdAt),
    // retention
    index('simulated_pushes_time_idx').on(t.createdAt),
    // releaseDuePushes
    index('simulated_pushes_release_idx')
      .on(t.releaseAt)
      .where(sql`${t.fate} = 'stored' and ${t.releaseAt} is not null`),
  ],
)

/** Broadcast channels of an app, created through the simulated channel API. */
export const simulatedChannels = pgTable(
  'simulated_channels',
  {
    environmentName: text('environment_name', { enum: environmentNames }).notNull(),
    channelId: text('channel_id').notNull(),
    bundleId: text('bundle_id').notNull(),
    /** 1 keeps the newest message for later subscribers, 0 keeps none. */
    storagePolicy: integer('storage_policy').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.environmentName, t.channelId] }),
    // channelsOfApp: all of one app, oldest first
    index('simulated_channels_app_idx').on(t.environmentName, t.bundleId, t.createdAt),
  ],
)

/** Active faults of one simulated environment: a preset, or a custom fault. */
export const simulatedFaults = pgTable(
  'simulated_faults',
  {
    id: id(),
    environmentId: uuid('environment_id')
      .notNull()
      .references(() => environments.id, { onDelete: 'cascade' }),
    /** The preset's name; null for a custom fault. */
    preset: text('preset'),
    title: text('title').notNull(),
    /** In the simulator's format; the target is added from the environment. */
    faults: jsonb('faults').$type<Record<string, unknown>[]>().notNull(),
    createdByName: text('created_by_name').notNull(),
    /** How often it was hit, across all processes. */
    hitCount: integer('struck_count').notNull().default(0),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex('simulated_faults_preset_uq').on(t.environmentId, t.preset).where(sql`${t.preset} is not null`)],
)
