import type { Db } from '@/db/client'
import { hasStaff } from '@/db/queries/staff/first-admin'

/** Tells the operator how to create the first admin; undefined once there is a staff member. */
export async function noOneYet(db: Db): Promise<string | undefined> {
  if (await hasStaff(db)) return undefined
  return 'No one can sign in yet. Start Pushdesk with ADMIN_EMAIL and ADMIN_PASSWORD to create the first admin.'
}
