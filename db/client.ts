import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type { Hear } from './connection/hearers'
import type * as tables from './schema/tables'

/** A connection or a transaction, on either database. */
export type Db = PgDatabase<PgQueryResultHKT, typeof tables>

export type Database = {
  kind: 'pglite' | 'postgres'
  db: Db
  /** Fails, or hangs for a while, if the server doesn't respond at all. A server that responds with an error is up. */
  ping(): Promise<void>
  /** Whether the database failed to store something in the last fifteen seconds. */
  hasStorageFault(): boolean
  /** Plain SQL, for migrations and the readiness check. */
  executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>
  /** Subscribes to changes from all processes; this process shares one connection for it. */
  hear: Hear
  /** Throws SchemaTooNew if a newer version of Pushdesk has migrated the database. */
  migrate(): Promise<void>
  close(): Promise<void>
}
