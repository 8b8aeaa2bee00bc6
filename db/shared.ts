import type { Database } from './client'
import { processWide } from './process-wide'

const shared = processWide<Database>('database')

export const shareDatabase = (database: Database) => shared.set(database)

export function sharedDatabase(): Database {
  const database = shared.get()
  if (!database) throw new Error('The database is not open: start Pushdesk with npm start or npm run dev.')
  return database
}
