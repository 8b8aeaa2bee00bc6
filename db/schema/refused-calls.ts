import { index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instantColumn } from './columns'
import { environments } from './companies'

/** Rejected calls that name a customer; a repeated rejection updates its row. No payload, no token. */
export const refusedCalls = pgTable(
  'refused_calls',
  {
    id: id(),
    environmentId: uuid('environment_id')
      .notNull()
      .references(() => environments.id, { onDelete: 'cascade' }),
    /** The name in the call; such a customer may not exist. */
    customer: text('customer').notNull(),
    namedAs: text('named_as', { enum: ['user', 'anonymous'] }).notNull(),
    /** `PUT /api/v1/devices` */
    call: text('call').notNull(),
    keyKind: text('key_kind', { enum: ['publishable', 'secret'] }),
    status: integer('status').notNull(),
    code: text('code').notNull(),
    /** The first invalid field; empty if none. */
    field: text('field').notNull(),
    detail: text('detail').notNull(),
    requestId: text('request_id').notNull(),
    refusedCount: integer('refused_count').notNull().default(1),
    lastAt: instantColumn('last_at').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('refused_calls_uq').on(t.environmentId, t.customer, t.namedAs, t.call, t.code, t.field),
    // retention, and the newest rows that an environment keeps
    index('refused_calls_time_idx').on(t.environmentId, t.lastAt),
  ],
)

/** Erasures, by a keyed hash of the customer's names: someone who looks up the name learns when and by whom. */
export const erasedCustomers = pgTable(
  'erased_customers',
  {
    id: id(),
    environmentId: uuid('environment_id')
      .notNull()
      .references(() => environments.id, { onDelete: 'cascade' }),
    nameHash: text('name_hash').notNull(),
    erasedBy: text('erased_by').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index('erased_customers_name_idx').on(t.environmentId, t.nameHash),
    // retention
    index('erased_customers_time_idx').on(t.environmentId, t.createdAt),
  ],
)
