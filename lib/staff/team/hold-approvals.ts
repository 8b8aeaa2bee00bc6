import type { Db } from '@/db/client'
import { changeStaffRow, findStaff } from '@/db/queries/staff/staff'
import type { approvalHolds } from '@/db/schema/staff'
import { companiesWhere } from '@/lib/permissions'
import type { StaffAccess } from './access'
import { holdMs } from './approval-hold'

type Hold = {
  staffId: string
  because: (typeof approvalHolds)[number]
  /** The ID is null if it wasn't a colleague. */
  by: { id: string | null; name: string }
}

/** Holds approvals for a day, because an admin who can use a second account could approve their own changes. */
export async function holdApprovals(db: Db, { staffId, because, by }: Hold) {
  const approvalsHeldUntil = new Date(Date.now() + holdMs)
  const hold = { approvalsHeldUntil, approvalsHeldFor: because, approvalsHeldBy: by.name, approvalsHeldById: by.id }
  await changeStaffRow(db, { staffId, ...hold })
  return { approvalsHeldUntil }
}

export type Invitation = { staffId: string | null; invitedById: string | null }

/** Whether the new access can approve in more companies than before. */
export function approvesMore(before: StaffAccess, after: StaffAccess) {
  if (before.role === 'admin') return false
  if (after.role === 'admin') return true
  const already = companiesWhere(before, 'prompt.approve')
  return [...companiesWhere(after, 'prompt.approve')].some((id) => !already.includes(id))
}

/** Holds the approvals of a person who used an invitation or password link that a colleague created. */
export async function holdForInvited(db: Db, { staffId, invitation }: { staffId: string; invitation: Invitation }) {
  const inviter = invitation.invitedById && (await findStaff(db, { staffId: invitation.invitedById }))
  const because = invitation.staffId ? 'password_link' : 'invitation'
  const by = inviter ? { id: inviter.id, name: inviter.name } : { id: invitation.invitedById, name: 'An admin' }
  await holdApprovals(db, { staffId, because, by })
}
