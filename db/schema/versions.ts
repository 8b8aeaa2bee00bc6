import { bigint, pgTable, text } from 'drizzle-orm/pg-core'
import { createdAt } from './columns'

/** The version of Pushdesk that first applied a migration: the oldest that can work with that schema. */
export const schemaVersions = pgTable('schema_versions', {
  /** The migration's time in the journal, in milliseconds. */
  migratedTo: bigint('migrated_to', { mode: 'number' }).primaryKey(),
  version: text('version').notNull(),
  createdAt: createdAt(),
})
