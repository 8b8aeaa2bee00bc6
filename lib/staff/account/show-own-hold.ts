import { findStaff } from '@/db/queries/staff/staff'
import { query } from '@/lib/command'
import { roleMay } from '@/lib/permissions'
import { onPlatform } from '@/lib/scope'
import { holdOf, holdWords } from '@/lib/staff/team/approval-hold'

/** Long enough for a person who was away that day to see the notice when they return. */
const shownMs = 30 * 86_400_000

/**
 * What an admin recently did to the caller's account, so that the caller notices an intruder. It is shown while
 * approvals are on hold, and for 30 more days if it could have let someone in. The page hides it once dismissed.
 */
export const showOwnHold = query('account.change', onPlatform({}), async ({ db, staff }) => {
  const now = new Date()
  const hold = holdOf(await findStaff(db, { staffId: staff.id }), new Date(now.getTime() - shownMs))
  if (!hold) return null
  const isOver = hold.until <= now
  const isSuspect = hold.because === 'password_link' || hold.because === 'second_factor'
  if (isOver && !isSuspect) return null
  const mayApprove = roleMay(staff.role, 'prompt.approve')
  // A role change that holds approvals doesn't matter to a person who can't approve.
  if (!isSuspect && !mayApprove) return null
  return { words: holdWords(hold), isSuspect, mayApprove, isOver, until: hold.until }
})

export type OwnHold = NonNullable<Awaited<ReturnType<typeof showOwnHold>>>
