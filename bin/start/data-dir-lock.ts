import { CannotStart } from './fail'
import { tryLock } from './lock'

/** Prevents a second process from opening the embedded database. */
export async function lockDataDir(dataDir: string): Promise<void> {
  if (await tryLock(dataDir, 'lock')) return
  throw new CannotStart(`another Pushdesk process is using ${dataDir}. Stop it or set DATA_DIR to a different folder.`)
}
