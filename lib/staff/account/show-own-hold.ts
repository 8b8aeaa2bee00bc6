import { findStaff } from '@/db/queries/staff/staff'
import { query } from '@/lib/command'
import { roleMay } from '@/lib/permissions'
import { onPlatform } from '@/lib/scope'
import { holdOf, holdWords } from '@/lib/staff/team/approval-hold'

/** Whoever is away on the day is told when they are back. */
const shownMs = 30 * 86_400_000

/**
 * What an admin did to one’s own account, so that a stranger’s way in is noticed: while it holds approvals, and a way in
 * for a month, until the page is told that it was seen.
 */
export const showOwnHold = query('account.change', onPlatform({}), async ({ db, staff }) => {
  const now = new Date()
  const hold = holdOf(await findStaff(db, { staffId: staff.id }), new Date(now.getTime() - shownMs))
  if (!hold) return null
  const isOver = hold.until <= now
  const isSuspect = hold.because === 'password_link' || hold.because === 'second_factor'
  if (isOver && !isSuspect) return null
  const mayApprove = roleMay(staff.role, 'prompt.approve')
  // Whoever approves nothing anyway needs no word of a new role.
  if (!isSuspect && !mayApprove) return null
  return { words: holdWords(hold), isSuspect, mayApprove, isOver, until: hold.until }
})

export type OwnHold = NonNullable<Awaited<ReturnType<typeof showOwnHold>>>
