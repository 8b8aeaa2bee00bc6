import type { Db } from '@/db/client'
import { changeStaffRow, findStaff } from '@/db/queries/staff/staff'
import type { approvalHolds, Role } from '@/db/schema/staff'
import { roleMay } from '@/lib/permissions'

const holdMs = 86_400_000

type Hold = { staffId: string; because: (typeof approvalHolds)[number]; by: string }

/** An admin who gets into a colleague’s account, or makes one, would be the second person too. The day is for someone to notice. */
export async function holdApprovals(db: Db, { staffId, because, by }: Hold) {
  const approvalsHeldUntil = new Date(Date.now() + holdMs)
  await changeStaffRow(db, { staffId, approvalsHeldUntil, approvalsHeldFor: because, approvalsHeldBy: by })
  return { approvalsHeldUntil }
}

export type Invitation = { staffId: string | null; invitedById: string | null }

type Access = { role: Role; companyIds: readonly string[] }

/** Whether they may approve more than before. */
export function approvesMore(before: Access, after: Access) {
  if (!roleMay(after.role, 'prompt.approve') || before.role === 'admin') return false
  if (after.role === 'admin' || !roleMay(before.role, 'prompt.approve')) return true
  return after.companyIds.some((id) => !before.companyIds.includes(id))
}

/** Of whoever came in by a link that a colleague made. */
export async function holdForInvited(db: Db, { staffId, invitation }: { staffId: string; invitation: Invitation }) {
  const inviter = invitation.invitedById && (await findStaff(db, { staffId: invitation.invitedById }))
  const because = invitation.staffId ? 'password_link' : 'invitation'
  await holdApprovals(db, { staffId, because, by: inviter ? inviter.name : 'An admin' })
}
