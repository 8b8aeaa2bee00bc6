import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instantColumn, jsonb } from './columns'
import { environments } from './companies'
import { devices } from './customers'
import { probeCorrections, tokenAnswers } from './values'

export type TokenAnswer = (typeof tokenAnswers)[number]
export type ProbeCorrection = (typeof probeCorrections)[number]

/** "Ask the phone": a background push that the app answers by itself. `createdAt` is when it was asked. */
export const probes = pgTable(
  'probes',
  {
    id: id(),
    environmentId: uuid('environment_id')
      .notNull()
      .references(() => environments.id, { onDelete: 'cascade' }),
    deviceId: uuid('device_id')
      .notNull()
      .references(() => devices.id, { onDelete: 'cascade' }),
    /** Who had the device then. */
    customerId: uuid('customer_id').notNull(),
    /** What carries the question. No foreign key: the log is dropped by its own age. */
    deliveryId: uuid('delivery_id').notNull(),
    askedById: text('asked_by_id').notNull(),
    askedByName: text('asked_by_name').notNull(),
    answeredAt: instantColumn('answered_at'),
    /** What the phone said, without its token: see lib/probes/phone-answer. */
    answer: jsonb('answer').$type<Record<string, unknown>>(),
    /** The token itself is compared and not kept. */
    token: text('token', { enum: tokenAnswers }),
    corrections: text('corrections', { enum: probeCorrections }).array().notNull().default([]),
    /** The first finding of the answer; null until there is one. */
    outcome: text('outcome'),
    createdAt: createdAt(),
  },
  (t) => [
    // newestProbes, askedSince
    index('probes_device_idx').on(t.deviceId, t.createdAt, t.id),
    // erasure
    index('probes_customer_idx').on(t.customerId),
    // retention
    index('probes_time_idx').on(t.createdAt),
  ],
)
