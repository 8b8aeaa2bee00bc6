import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instantColumn } from './columns'
import { environments } from './companies'
import { triggerActNames } from './values'

/** A secret URL that does one action on an app's prompt, for programs that can only call a URL. */
export const promptTriggers = pgTable(
  'prompt_triggers',
  {
    id: id(),
    environmentId: uuid('environment_id')
      .notNull()
      .references(() => environments.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    act: text('act', { enum: triggerActNames }).notNull(),
    /** SHA-256 of the URL's secret part, which isn't stored. */
    tokenHash: text('token_hash').notNull().unique(),
    lastFour: text('last_four').notNull(),
    createdById: uuid('created_by_id'),
    createdByName: text('created_by_name').notNull(),
    lastUsedAt: instantColumn('last_used_at'),
    revokedAt: instantColumn('revoked_at'),
    createdAt: createdAt(),
  },
  // triggersOfEnvironment: newest first
  (t) => [index('prompt_triggers_page_idx').on(t.environmentId, t.createdAt, t.id)],
)
