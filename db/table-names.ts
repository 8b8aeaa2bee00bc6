import { getTableName, isTable } from 'drizzle-orm'
import * as tables from './schema/tables'

/** The names of all tables in the schema. */
export const tableNames = Object.values(tables)
  .filter((one) => isTable(one))
  .map((table) => getTableName(table))
