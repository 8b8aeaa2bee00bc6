import { type SQL, sql } from 'drizzle-orm'
import { type Change, changesChannel } from './changes'
import type { Db } from './client'
import { prepared } from './prepared'
import { storableJson } from './storable'

/** Sent when the transaction commits, and not at all when it rolls back. */
export async function announce(db: Db, ...changes: Change[]) {
  if (changes.length > 0) await tell(db, { changes: announcements(changes) })
}

export const announcements = (changes: Change[]) => storableJson(changes.map((change) => JSON.stringify(change)))

/** For a statement that also does other work: returns one row. */
export const selectAnnounced = (changes: SQL) => sql`
  select count(pg_notify(${changesChannel}, change)) from jsonb_array_elements_text(${changes}::jsonb) as change`

const tell = prepared<{ changes: string }, never>('announce', ({ changes }) => selectAnnounced(changes))
