import { customType, timestamp, uuid } from 'drizzle-orm/pg-core'
import { newId } from '../new-id'
import { storableJson } from '../storable'

/** Time-ordered, so that new rows land at the end of their index. */
export const id = () =>
  uuid('id')
    .primaryKey()
    .$defaultFn(() => newId())

/** Milliseconds, because a JavaScript Date holds no more and keyset cursors must come back exactly. */
export const instantColumn = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })

export const createdAt = () => instantColumn('created_at').notNull().defaultNow()

/** Drizzle's own jsonb sends characters that PostgreSQL rejects: one from outside would fail the whole statement. */
export const jsonb = customType<{ data: unknown; driverData: unknown }>({
  dataType: () => 'jsonb',
  toDriver: storableJson,
})
