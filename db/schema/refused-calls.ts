import { index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instantColumn } from './columns'
import { environments } from './companies'

/** Calls that were refused and name a customer; the same refusal again is the same row. No payload, no token. */
export const refusedCalls = pgTable(
  'refused_calls',
  {
    id: id(),
    environmentId: uuid('environment_id')
      .notNull()
      .references(() => environments.id, { onDelete: 'cascade' }),
    /** As the call named them; whether such a customer exists is another question. */
    customer: text('customer').notNull(),
    namedAs: text('named_as', { enum: ['user', 'anonymous'] }).notNull(),
    /** `PUT /api/v1/devices` */
    call: text('call').notNull(),
    keyKind: text('key_kind', { enum: ['publishable', 'secret'] }),
    status: integer('status').notNull(),
    code: text('code').notNull(),
    /** The first field that was wrong; empty where none was. */
    field: text('field').notNull(),
    detail: text('detail').notNull(),
    requestId: text('request_id').notNull(),
    refusedCount: integer('refused_count').notNull().default(1),
    lastAt: instantColumn('last_at').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('refused_calls_uq').on(t.environmentId, t.customer, t.namedAs, t.call, t.code, t.field),
    // retention, and the newest that an environment keeps
    index('refused_calls_time_idx').on(t.environmentId, t.lastAt),
  ],
)

/** That someone was erased, under a keyed hash of what they were called: whoever asks for the name learns when and by whom. */
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
