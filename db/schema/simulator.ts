import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, instant } from './columns'
import { environmentNames } from './companies'

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
  (t) => [index('simulated_pushes_token_idx').on(t.environmentName, t.token, t.createdAt)],
)
