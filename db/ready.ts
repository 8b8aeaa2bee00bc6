import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from './client'

const latest = readFile(join(process.cwd(), 'db/migrations/meta/_journal.json'), 'utf8').then(
  (text): number => JSON.parse(text).entries.at(-1).when,
)
// unready() reports the error; an unhandled rejection would end the process.
latest.catch(() => undefined)

/** The missing part that keeps this process from working; undefined if none. */
export async function unready(database: Database): Promise<'migrations' | 'queue' | 'storage' | undefined> {
  const { rows } = await database.executeSql(
    `select (select max(created_at) from drizzle.__drizzle_migrations) as migrated_at,
      to_regclass('due_deliveries') is not null as has_queue,
      current_setting('transaction_read_only') = 'on' as is_read_only`,
  )
  const [state] = rows as { migrated_at: string | null; has_queue: boolean; is_read_only: boolean }[]
  if (Number(state?.migrated_at ?? 0) < (await latest)) return 'migrations'
  if (!state?.has_queue) return 'queue'
  // Reads still work when nothing can be stored: on a standby, or with a full disk.
  if (state.is_read_only || database.hasStorageFault()) return 'storage'
}
