import type { Db } from '@/db/client'
import { findStaff } from '@/db/queries/staff/staff'
import type { approvalHolds } from '@/db/schema/staff'
import type { SignedInStaff } from '@/lib/context'
import { Refused } from '@/lib/errors'
import { formatUtc } from '@/lib/format/date'
import { isolated } from '@/lib/text/isolated'

/** A day for someone to notice that a colleague could have gained access to the account. */
export const holdMs = 86_400_000

/** Throws unless the caller counts as a second person: approvals aren't on hold, and a service token has an owner. */
export async function refuseWhileHeld(db: Db, { id, token }: Pick<SignedInStaff, 'id' | 'token'>) {
  if (token && !token.ownerId)
    throw new Refused(
      'forbidden',
      'This service token has no owner, so it can’t approve changes. Rotate it on the Team page to become its owner.',
    )
  const hold = holdOf(await findStaff(db, { staffId: id }))
  if (hold)
    throw new Refused(
      'forbidden',
      `${holdWords(hold)} You can’t approve changes until ${formatUtc(hold.until)}.`,
      {},
      'approvals_held',
    )
}

type Held = {
  approvalsHeldUntil: Date | null
  approvalsHeldFor: (typeof approvalHolds)[number] | null
  approvalsHeldBy: string | null
}

export type ApprovalHold = NonNullable<ReturnType<typeof holdOf>>

export function holdOf(person: Held | undefined, now = new Date()) {
  if (!person?.approvalsHeldUntil || person.approvalsHeldUntil <= now) return undefined
  return {
    until: person.approvalsHeldUntil,
    because: person.approvalsHeldFor ?? 'access',
    by: person.approvalsHeldBy ?? 'An admin',
  }
}

/**
 * Returns the ID of the colleague who could have acted as this person at that time. That colleague can't approve what
 * the person proposed then.
 */
export function couldHaveActed(
  { approvalsHeldUntil, approvalsHeldById }: Pick<Held, 'approvalsHeldUntil'> & { approvalsHeldById: string | null },
  at: Date,
) {
  if (!approvalsHeldUntil || !approvalsHeldById) return undefined
  const beforeEndMs = approvalsHeldUntil.getTime() - at.getTime()
  return beforeEndMs > 0 && beforeEndMs <= holdMs ? approvalsHeldById : undefined
}

const acts = {
  password_link: 'created a password link for your account',
  second_factor: 'removed two-factor authentication from your account',
  access: 'changed your role or companies',
  invitation: 'invited you',
  enabled: 'enabled your account',
}

export const holdWords = ({ because, by }: Pick<ApprovalHold, 'because' | 'by'>) => `${isolated(by)} ${acts[because]}.`
