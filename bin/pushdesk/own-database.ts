import { resolve } from 'node:path'
import { tryLock } from '@/bin/start/lock'
import { generatedSecret } from '@/bin/start/variables'
import type { Database } from '@/db/client'
import { openDatabase } from '@/db/open-database'
import { readEnv } from '@/lib/env'
import { setEncryptionKey } from '@/lib/secrets'
import { CommandError } from './api'
import type { Variables } from './secrets'

/** Opens the database with the server's variables, for commands that no API may offer. */
export async function withOwnDatabase<Result>(variables: Variables, act: (database: Database) => Promise<Result>) {
  const { DATABASE_URL: url, DATA_DIR, ENCRYPTION_KEY } = readEnv(variables)
  const dataDir = resolve(DATA_DIR)
  if (url && !ENCRYPTION_KEY)
    throw new CommandError('ENCRYPTION_KEY isn’t set. Run this command with the server’s variables.')
  if (!url && !(await tryLock(dataDir, 'lock')))
    throw new CommandError(`A Pushdesk process is using ${dataDir}. Stop it first.`)
  setEncryptionKey(ENCRYPTION_KEY ?? (await generatedSecret('ENCRYPTION_KEY', dataDir)))
  const database = await openDatabase({ url, dataDir })
  try {
    return await act(database)
  } finally {
    await database.close()
  }
}
