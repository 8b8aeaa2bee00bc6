import type { Db } from '@/db/client'
import { makeSession, makeStaff } from '@/db/factories'
import type { Role } from '@/db/schema/staff'
import type { StaffContext } from '../context'
import { contextForSession } from '../staff/context-for-session'

/** A staff member who is really signed in: row, session, and the context that the session gives. */
export async function signedIn(
  db: Db,
  { role, companyIds }: { role: Role; companyIds?: string[] },
): Promise<StaffContext> {
  const person = await makeStaff(db, { role, companyIds })
  const token = await makeSession(db, { staffId: person.id })
  const ctx = await contextForSession(db, { token, requestId: 'test' })
  if (!ctx) throw new Error('the session did not sign in')
  return ctx
}
