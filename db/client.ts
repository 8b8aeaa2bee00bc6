import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type { Hear } from './connection/hearers'
import type * as tables from './schema/tables'

/** A connection or a transaction, on either database. */
export type Db = PgDatabase<PgQueryResultHKT, typeof tables>

export type Database = {
  kind: 'pglite' | 'postgres'
  db: Db
  /** Fails, or takes its time, when the server does not answer at all. That it answers with a refusal is an answer. */
  ping(): Promise<void>
  /** Whether it refused to store something in the last fifteen seconds. */
  hasStorageFault(): boolean
  /** Plain SQL, for migrations and the readiness check. */
  executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>
  /** Of all that do in this process, over one connection. */
  hear: Hear
  /** Throws SchemaTooNew where a newer version of Pushdesk was here. */
  migrate(): Promise<void>
  close(): Promise<void>
}
