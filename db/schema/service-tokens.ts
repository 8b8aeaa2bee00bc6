import { index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instantColumn } from './columns'
import { roles, staff } from './staff'

/** Credentials of programs for the management API. A token acts for its owner, with its own role and companies. */
export const serviceTokens = pgTable(
  'service_tokens',
  {
    id: id(),
    name: text('name').notNull(),
    role: text('role', { enum: roles }).notNull(),
    /** Empty for admins, who see all. */
    companyIds: uuid('company_ids').array().notNull(),
    /** SHA-256 of the whole token, which is random enough not to need a slow hash. */
    tokenHash: text('token_hash').notNull().unique(),
    lastFour: text('last_four').notNull(),
    /** The person who created or last rotated the token. Null for the token of INIT_SERVICE_TOKEN. */
    ownerId: uuid('owner_id').references(() => staff.id, { onDelete: 'set null' }),
    lastUsedAt: instantColumn('last_used_at'),
    expiresAt: instantColumn('expires_at'),
    revokedAt: instantColumn('revoked_at'),
    createdAt: createdAt(),
  },
  (t) => [index('service_tokens_owner_idx').on(t.ownerId)],
)

/** The response to a call with an Idempotency-Key, written in the transaction of the call's effects. */
export const keptAnswers = pgTable(
  'kept_answers',
  {
    serviceTokenId: uuid('service_token_id')
      .notNull()
      .references(() => serviceTokens.id, { onDelete: 'cascade' }),
    key: text('key').notNull(),
    /** SHA-256 of method, path, and body: reusing a key for another request is a mistake. */
    requestHash: text('request_hash').notNull(),
    status: integer('status').notNull().default(0),
    /** JSON of headers and body, encrypted, because a response may contain a new key. */
    answer: text('answer').notNull().default(''),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.serviceTokenId, t.key] }),
    // retention
    index('kept_answers_time_idx').on(t.createdAt),
  ],
)
