import type { Db } from '@/db/client'
import { insertAuditEntry } from '@/db/queries/audit'
import { findStaffByEmail } from '@/db/queries/staff'
import { log } from '../log'
import { passwordHolds } from './password'
import { countSignIn, forgiveSignIn } from './sign-in-limit'

export type SignIn = { email: string; password: string; ip: string | undefined; requestId: string }

/**
 * Gives the staff member whose password it is, or undefined: one answer, after the same time, for a wrong password,
 * an unknown account and a disabled one. Refuses as too many when an account or an address keeps trying.
 */
export async function signIn(db: Db, { email, password, ip, requestId }: SignIn) {
  await countSignIn(db, { email, ip })
  const person = await findStaffByEmail(db, { email })
  const holds = await passwordHolds(person?.passwordHash, password)
  if (!person || !holds || person.disabledAt) {
    await insertAuditEntry(db, {
      action: 'session.sign_in_refused',
      actorKind: 'system',
      actorName: 'Sign-in',
      subjectKind: 'staff',
      subjectId: person?.id,
      subjectName: email.slice(0, 200),
      ip,
      requestId,
    })
    log.warn({ ip, requestId }, 'a sign-in was refused')
    return undefined
  }
  await forgiveSignIn(db, { email, ip })
  return { id: person.id }
}
