import { sql } from 'drizzle-orm'
import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instant } from './columns'
import { environmentNames, environments } from './companies'

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
    since: instant('since').notNull().defaultNow(),
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
    /** After acceptance: `delivered`, `stored`, `discarded`, with why. */
    fate: text('fate'),
    fateReason: text('fate_reason'),
    createdAt: createdAt(),
  },
  (t) => [
    index('simulated_pushes_token_idx').on(t.environmentName, t.token, t.createdAt),
    // recentSimulatedPushes: one app's, newest first
    index('simulated_pushes_topic_idx').on(t.environmentName, t.topic, t.createdAt),
  ],
)

/** What goes wrong in one simulated environment while somebody watches: a preset, or a fault of one's own. */
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
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex('simulated_faults_preset_uq').on(t.environmentId, t.preset).where(sql`${t.preset} is not null`)],
)
