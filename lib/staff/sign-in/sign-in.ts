import type { Db } from '@/db/client'
import { insertAuditEntry } from '@/db/queries/staff/audit'
import { findStaffByEmail } from '@/db/queries/staff/staff'
import { cut, isStorable } from '@/db/storable'
import { Refused } from '@/lib/errors'
import { isAllSingleSignOn, needsNow, singleSignOnNeeded } from '@/lib/staff/rules/needs'
import { tellRefusal } from '@/lib/tell-refusal'
import { passwordHolds } from './password'
import { takeCode } from './second-factor'
import { countSignIn, forgiveSignIn } from './sign-in-limit'

export type SignIn = {
  email: string
  password: string
  /** From the authenticator app, or a recovery code. */
  code?: string
  ip: string | undefined
  requestId: string
  /** The mark that the browser kept from an earlier sign-in. */
  device?: string | undefined
}

/** No account has a longer email or password, and processing megabytes of text would block everyone else. */
const emailLengthMax = 320
const secretLengthMax = 1_024

/**
 * Returns the staff member with this email and password. Returns undefined, after the same time, for a wrong password,
 * an unknown account, and a disabled one. Throws `rate_limited` after too many attempts on an account or from an
 * address, `second_factor_needed` or `second_factor_wrong` without a valid code where a second factor is on, and
 * `single_sign_on_needed` where the person's role, or every role, needs single sign-on.
 */
export async function signIn(db: Db, { email, password, code, ip, requestId, device }: SignIn) {
  if (email.length > emailLengthMax || password.length > secretLengthMax || (code ?? '').length > secretLengthMax) {
    tellRefusal('sign_in', { ip, requestId })
    return undefined
  }
  // No account has an email that can't be stored, so don't query for it.
  const isText = isStorable(email)
  const person = isText ? await findStaffByEmail(db, { email }) : undefined
  const asker = { email, ip, requestId, staffId: person?.id, device }
  await countSignIn(db, asker)
  const needs = await needsNow(db)
  const refuse = async (because?: 'single sign-on is required') => {
    await insertAuditEntry(db, {
      action: 'session.sign_in_refused',
      actorKind: 'system',
      actorName: 'Sign-in',
      subjectKind: 'staff',
      subjectId: person?.id,
      subjectName: isText ? cut(email, 200) : undefined,
      after: because && { because },
      ip,
      requestId,
    })
    tellRefusal('sign_in', { ip, requestId, staffId: person?.id })
  }
  // Don't check the password, so that the response is the same whether or not the account exists.
  if (isAllSingleSignOn(needs)) {
    await refuse('single sign-on is required')
    throw singleSignOnNeeded()
  }
  const holds = await passwordHolds(person?.passwordHash, password)
  if (!person || !holds || person.disabledAt) {
    await refuse()
    return undefined
  }
  if (needs[person.role] === 'single_sign_on') {
    await refuse('single sign-on is required')
    throw singleSignOnNeeded()
  }
  if (person.totpConfirmedAt && !code)
    throw new Refused('signed-out', 'Enter the code from your authenticator app.', {}, 'second_factor_needed')
  if (person.totpConfirmedAt && !(await takeCode(db, person, code ?? ''))) {
    await refuse()
    throw new Refused('signed-out', 'That code is incorrect or was already used.', {}, 'second_factor_wrong')
  }
  await forgiveSignIn(db, asker)
  return { id: person.id }
}
