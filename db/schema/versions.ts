import { bigint, pgTable, text } from 'drizzle-orm/pg-core'
import { createdAt } from './columns'

/** Which version of Pushdesk first brought the schema to a migration: the oldest that can work with it. */
export const schemaVersions = pgTable('schema_versions', {
  /** The migration’s time in the journal, in milliseconds. */
  migratedTo: bigint('migrated_to', { mode: 'number' }).primaryKey(),
  version: text('version').notNull(),
  createdAt: createdAt(),
})
