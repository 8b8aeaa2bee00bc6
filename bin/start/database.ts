import type { Database } from '@/db/client'
import { SchemaTooNew } from '@/db/migrate'
import { openDatabase } from '@/db/open-database'
import { limitSessions, type SessionLimits } from '@/db/session-limits'
import { shareDatabase } from '@/db/shared'
import type { Env } from '@/lib/env'
import { missingKeys } from '@/lib/key-rotation/missing-keys'
import { setEncryptionKey } from '@/lib/secrets'
import { tellConnections } from './connections'
import { CannotStart } from './fail'

/** Opens, checks, and migrates the database, and shares it with every module of the process. */
export async function prepareDatabase(env: Env): Promise<Database> {
  if (!env.ENCRYPTION_KEY) throw new Error('prepareVariables did not run')
  setEncryptionKey(env.ENCRYPTION_KEY)
  limitSessions(sessionLimitsIn(env))
  const { DATABASE_URL: url, MIGRATION_DATABASE_URL: migrationUrl, DATA_DIR: dataDir, DATABASE_POOL_MAX: poolMax } = env
  const database = await openDatabase({ url, migrationUrl, dataDir, poolMax })
  const encoding = await encodingOf(database).catch((error: Error & { code?: string }) => {
    throw new CannotStart(`the database at DATABASE_URL (${withoutPassword(url)}) doesn’t respond: ${reasonOf(error)}.`)
  })
  if (encoding !== 'UTF8')
    throw new CannotStart(
      `the database at DATABASE_URL uses the encoding ${encoding}, which can’t store every language. Create a database with the encoding UTF8.`,
    )
  await database.migrate().catch((error: unknown) => {
    throw error instanceof SchemaTooNew ? new CannotStart(error.message) : error
  })
  const missing = await missingKeys(database.db)
  if (missing.length)
    throw new CannotStart(`${missing.join(' ')} Give it as well, such as ENCRYPTION_KEY=k2:<new>,k1:<old>.`)
  await tellConnections(env, database)
  shareDatabase(database)
  return database
}

const hourMs = 3_600_000
const idleHoursUsual = 12

export const sessionLimitsIn = ({
  SESSION_HOURS: hours,
  SESSION_IDLE_HOURS: idleHours = Math.min(idleHoursUsual, hours),
}: Pick<Env, 'SESSION_HOURS' | 'SESSION_IDLE_HOURS'>): SessionLimits => ({
  lengthMs: hours * hourMs,
  idleMs: idleHours * hourMs,
})

async function encodingOf(database: Database) {
  const { rows } = await database.executeSql('show server_encoding')
  return (rows as { server_encoding: string }[])[0]?.server_encoding
}

function reasonOf(error: Error & { code?: string }) {
  return error.message || error.code || 'no reason given'
}

function withoutPassword(url = '') {
  const shown = new URL(url)
  shown.password = ''
  return shown.href
}
