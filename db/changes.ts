import { sql } from 'drizzle-orm'
import type { Db } from './client'

export const changesChannel = 'pushdesk'

/** What every process may want to know the moment it is committed. */
export type Change =
  | { kind: 'prompt'; environmentName: string; companyId?: string; appId?: string }
  | { kind: 'customer_lists' }
  | { kind: 'keys'; environmentId: string }
  | { kind: 'environment'; environmentId: string }
  | { kind: 'deliveries'; environmentId: string; notificationIds: string[] }
  | { kind: 'jobs' }
  | { kind: 'sessions'; staffId: string }
  | { kind: 'simulated_push'; environmentName: string; tokens: string[] }
  /** Somebody has unsaved changes of a prompt open; said again while it lasts. */
  | { kind: 'editing'; place: string; page: string; staffId: string; name: string; isOver: boolean }
  | { kind: 'faults' }

/** Sent when the transaction commits, and not at all when it rolls back. */
export async function announce(db: Db, change: Change) {
  await db.execute(sql`select pg_notify(${changesChannel}, ${JSON.stringify(change)})`)
}
