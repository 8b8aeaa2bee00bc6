import type { Database } from './client'

const place = Symbol.for('pushdesk.database')
const holder = globalThis as { [place]?: Database }

/** Next.js bundles its own copy of every module, so what must exist once in a process is kept on globalThis. */
export function shareDatabase(database: Database) {
  holder[place] = database
}

export function sharedDatabase(): Database {
  const database = holder[place]
  if (!database) throw new Error('The database is not open: start Pushdesk with npm start or npm run dev.')
  return database
}
