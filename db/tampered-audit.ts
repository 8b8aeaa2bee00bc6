import { sql } from 'drizzle-orm'
import type { Db } from './client'

const statements = {
  actor: sql`update audit_entries set actor_name = 'nobody' where subject_id = 'two'`,
  content: sql`update audit_entries set after = '{"b": 2}' where subject_id = 'two'`,
  removal: sql`delete from audit_entries where subject_id = 'two'`,
}

/** For tests: bypasses the triggers, as the tables' owner could, and changes the entry about `two`. */
export async function tamperWithAudit(db: Db, how: keyof typeof statements) {
  await db.execute(sql`alter table audit_entries disable trigger all`)
  await db.execute(statements[how])
  await db.execute(sql`alter table audit_entries enable trigger all`)
}
