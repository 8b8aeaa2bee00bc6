import { type Database, openDatabase } from '@/db/client'
import { shareDatabase } from '@/db/shared'
import type { Env } from '@/lib/env'
import { setEncryptionKey } from '@/lib/secrets'
import { CannotStart } from './fail'

/** Opens, checks and migrates the database, and shares it with every module of the process. */
export async function prepareDatabase(env: Env): Promise<Database> {
  if (!env.ENCRYPTION_KEY) throw new Error('prepareVariables did not run')
  setEncryptionKey(env.ENCRYPTION_KEY)
  const database = await openDatabase({ url: env.DATABASE_URL, dataDir: env.DATA_DIR })
  await database.executeSql('select 1').catch((error: Error & { code?: string }) => {
    throw new CannotStart(
      `the database at DATABASE_URL (${withoutPassword(env.DATABASE_URL)}) does not answer: ${reasonOf(error)}.`,
    )
  })
  await database.migrate()
  shareDatabase(database)
  return database
}

function reasonOf(error: Error & { code?: string }) {
  return error.message || error.code || 'no reason given'
}

function withoutPassword(url = '') {
  const shown = new URL(url)
  shown.password = ''
  return shown.href
}
