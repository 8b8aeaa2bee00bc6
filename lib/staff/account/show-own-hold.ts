import { findStaff } from '@/db/queries/staff/staff'
import { query } from '@/lib/command'
import { roleMay } from '@/lib/permissions'
import { onPlatform } from '@/lib/scope'
import { holdOf, holdWords } from '@/lib/staff/team/approval-hold'

/** What an admin did to one’s own account since yesterday, so that a stranger’s way in is noticed. */
export const showOwnHold = query('account.change', onPlatform({}), async ({ db, staff }) => {
  const hold = holdOf(await findStaff(db, { staffId: staff.id }))
  if (!hold) return null
  const isSuspect = hold.because === 'password_link' || hold.because === 'second_factor'
  const mayApprove = roleMay(staff.role, 'prompt.approve')
  // Whoever approves nothing anyway needs no word of a new role.
  if (!isSuspect && !mayApprove) return null
  return { words: holdWords(hold), isSuspect, mayApprove, until: hold.until }
})

export type OwnHold = NonNullable<Awaited<ReturnType<typeof showOwnHold>>>
