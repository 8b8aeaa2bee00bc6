import { sql } from 'drizzle-orm'
import { index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instantColumn, jsonb } from './columns'
import { environments } from './companies'
import { environmentNames } from './values'

/** What the built-in APNs simulator knows of a token. Tokens it does not know are live (mode "open"). */
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

/** Every request the simulator answered: the phone reads its pushes here, whichever process took them. */
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
    /** After acceptance: `delivered`, `stored`, `discarded`, with why. */
    fate: text('fate'),
    deviceOutcomeReason: text('fate_reason'),
    /** When a stored push goes on by itself; absent: when the device can be reached again. */
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

/** Broadcast channels of an app, made over the simulated channel API. */
export const simulatedChannels = pgTable(
  'simulated_channels',
  {
    environmentName: text('environment_name', { enum: environmentNames }).notNull(),
    channelId: text('channel_id').notNull(),
    bundleId: text('bundle_id').notNull(),
    /** 1 keeps the newest message for those who subscribe later, 0 keeps none. */
    storagePolicy: integer('storage_policy').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.environmentName, t.channelId] }),
    // channelsOfApp: all of one app, oldest first
    index('simulated_channels_app_idx').on(t.environmentName, t.bundleId, t.createdAt),
  ],
)

/** What goes wrong in one simulated environment while someone watches: a preset, or a fault of one's own. */
export const simulatedFaults = pgTable(
  'simulated_faults',
  {
    id: id(),
    environmentId: uuid('environment_id')
      .notNull()
      .references(() => environments.id, { onDelete: 'cascade' }),
    /** The preset's name, or null for a fault of one's own. */
    preset: text('preset'),
    title: text('title').notNull(),
    /** As the simulator reads them; whom they strike is added from the environment. */
    faults: jsonb('faults').$type<Record<string, unknown>[]>().notNull(),
    createdByName: text('created_by_name').notNull(),
    /** How often it has struck, in all processes together. */
    hitCount: integer('struck_count').notNull().default(0),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex('simulated_faults_preset_uq').on(t.environmentId, t.preset).where(sql`${t.preset} is not null`)],
)
