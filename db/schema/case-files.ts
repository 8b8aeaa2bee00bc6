import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instantColumn, jsonb } from './columns'
import { environments } from './companies'
import { customers } from './customers'

/** A verdict as it was when someone shared it. Anyone with the link can read it without an account until it expires. */
export const caseFiles = pgTable(
  'case_files',
  {
    id: id(),
    environmentId: uuid('environment_id')
      .notNull()
      .references(() => environments.id, { onDelete: 'cascade' }),
    /** Deleting the customer deletes their case files. */
    customerId: uuid('customer_id')
      .notNull()
      .references(() => customers.id, { onDelete: 'cascade' }),
    /** SHA-256 of the link's secret, which isn't stored. */
    tokenHash: text('token_hash').notNull().unique(),
    /** The frozen content: CaseContent of lib/case-files. */
    content: jsonb('content').notNull(),
    /** Whether the person who shared it included the message's text. */
    hasTexts: boolean('has_texts').notNull(),
    sharedBy: text('shared_by').notNull(),
    expiresAt: instantColumn('expires_at').notNull(),
    revokedAt: instantColumn('revoked_at'),
    revokedBy: text('revoked_by'),
    openedCount: integer('opened_count').notNull().default(0),
    lastOpenedAt: instantColumn('last_opened_at'),
    createdAt: createdAt(),
  },
  (t) => [
    // caseFilesOf: newest first
    index('case_files_page_idx').on(t.environmentId, t.createdAt, t.id),
    index('case_files_customer_idx').on(t.customerId, t.createdAt, t.id),
    // retention
    index('case_files_expires_idx').on(t.expiresAt),
    check('case_files_expires_ck', sql`${t.expiresAt} > ${t.createdAt}`),
  ],
)
