import type { Database } from '@/db/client'

/** The pool, the listener, and one for health checks while all others are busy. */
export const connectionsNeeded = (poolMax: number) => poolMax + 2

export type Connections = { allowed: number; free: number }

/** How many connections the server allows this role in this database, and how many of them are free. */
export async function connectionsOf({ executeSql }: Pick<Database, 'executeSql'>): Promise<Connections> {
  const { rows } = await executeSql(
    `with limits (most, taken) as (
       select current_setting('max_connections')::int - sum(setting::int)::int,
           (select sum(numbackends)::int from pg_stat_database)
         from pg_settings where name in ('superuser_reserved_connections', 'reserved_connections')
       union all
       select datconnlimit, numbackends from pg_database join pg_stat_database on datid = pg_database.oid
         where pg_database.datname = current_database() and datconnlimit >= 0
       union all
       select rolconnlimit, (select count(*)::int from pg_stat_activity where usename = current_user)
         from pg_roles where rolname = current_user and rolconnlimit >= 0
     )
     select min(most)::int as allowed, greatest(min(most - taken), 0)::int as free from limits`,
  )
  const [row] = rows as Connections[]
  if (!row) throw new Error('The server did not tell its limits.')
  return row
}
