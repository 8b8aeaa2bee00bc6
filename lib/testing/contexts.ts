import type { Db } from '@/db/client'
import { makeApiKey } from '@/db/factories'
import type { ApiKeyKind } from '@/db/schema/credentials'
import type { Role } from '@/db/schema/staff'
import { makeSession, makeStaff } from '@/db/staff-factories'
import type { MachineContext, StaffContext } from '@/lib/context'
import { contextForKey } from '@/lib/keys/context-for-key'
import { contextForSession } from '@/lib/staff/sign-in/context-for-session'

/** A staff member who is really signed in: makes the row and session, and returns the session's context. */
export async function signedIn(
  db: Db,
  given: { role: Role; companyIds?: string[]; companyRoles?: Record<string, Role>; name?: string },
): Promise<StaffContext> {
  const person = await makeStaff(db, given)
  const token = await makeSession(db, { staffId: person.id })
  const ctx = await contextForSession(db, { token, requestId: 'test' })
  if (!ctx) throw new Error('the session did not sign in')
  return ctx
}

/** The context of a program's request with a key that exists in the environment. */
export async function withKey(
  db: Db,
  { environmentId, kind, userToken }: { environmentId: string; kind: ApiKeyKind; userToken?: string },
): Promise<MachineContext> {
  const { key } = await makeApiKey(db, { environmentId, kind })
  const ctx = await contextForKey(db, { key, requestId: 'test', userToken })
  if (!ctx) throw new Error('the key did not work')
  return ctx
}
