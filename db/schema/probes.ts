import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instantColumn, jsonb } from './columns'
import { environments } from './companies'
import { devices } from './customers'
import { probeCorrections, tokenAnswers } from './values'

export type TokenAnswer = (typeof tokenAnswers)[number]
export type ProbeCorrection = (typeof probeCorrections)[number]

/** "Ask the phone": a background push that the app answers by itself. `createdAt` is when the question was asked. */
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
    /** The device's customer at the time. */
    customerId: uuid('customer_id').notNull(),
    /** The delivery that carries the question. No foreign key: the log has its own retention. */
    deliveryId: uuid('delivery_id').notNull(),
    askedById: text('asked_by_id').notNull(),
    askedByName: text('asked_by_name').notNull(),
    answeredAt: instantColumn('answered_at'),
    /** The phone's answer, without its token: see lib/probes/phone-answer. */
    answer: jsonb('answer').$type<Record<string, unknown>>(),
    /** The result of comparing the token, which isn't stored. */
    token: text('token', { enum: tokenAnswers }),
    corrections: text('corrections', { enum: probeCorrections }).array().notNull().default([]),
    /** The first finding in the answer; null until the phone answers. */
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
