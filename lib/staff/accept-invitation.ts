import { z } from 'zod'
import type { Db } from '@/db/client'
import { insertAuditEntry } from '@/db/queries/audit'
import {
  changeStaffRow,
  closeInvitation,
  deleteSessionsOf,
  findOpenInvitation,
  findStaff,
  findStaffByEmail,
  insertStaff,
  replaceCompanies,
} from '@/db/queries/staff'
import { isStorable } from '@/db/storable'
import { Refused } from '../errors'
import { refusedFields } from '../invalid'
import { hashOf } from '../secrets'
import { unstorableSentence } from '../storable-text'
import { hashPassword, NewPassword } from './password'

export const AcceptInvitation = z.object({
  token: z.string().min(1),
  name: z.string().trim().min(1, 'Enter your name.').max(100).refine(isStorable, unstorableSentence),
  password: NewPassword,
})

/** Who a link invites, while it works. */
export async function findInvited(db: Db, { token, now = new Date() }: { token: string; now?: Date }) {
  const invitation = await findOpenInvitation(db, { tokenHash: hashOf(token), now })
  if (!invitation) return undefined
  const { email, name, role, staffId } = invitation
  return { email, name, role, isForPassword: staffId !== null }
}

/** The link authenticates the person and works once. Returns the staff member: a new one, or the one whose password it renews. */
export async function acceptInvitation(db: Db, raw: z.input<typeof AcceptInvitation> & { requestId: string }) {
  const parsed = AcceptInvitation.safeParse(raw)
  if (!parsed.success) throw new Refused('invalid', 'Some fields aren’t valid.', refusedFields(parsed.error))
  const { token, name, password } = parsed.data
  const passwordHash = await hashPassword(password)
  return db.transaction(async (tx) => {
    const now = new Date()
    const invitation = await findOpenInvitation(tx, { tokenHash: hashOf(token), now })
    const isOurs = invitation && (await closeInvitation(tx, { invitationId: invitation.id, now }))
    if (isOurs && invitation.staffId)
      return renewPassword(tx, { staffId: invitation.staffId, passwordHash, requestId: raw.requestId })
    if (!isOurs || (await findStaffByEmail(tx, { email: invitation.email })))
      throw new Refused('conflict', 'This invitation has been used or has expired. Ask an admin for a new link.')
    const { email, role, companyIds } = invitation
    const person = await insertStaff(tx, { email, name, role, passwordHash })
    await replaceCompanies(tx, { staffId: person.id, companyIds })
    await insertAuditEntry(tx, {
      action: 'team.accept_invitation',
      actorKind: 'staff',
      actorId: person.id,
      actorName: name,
      subjectKind: 'staff',
      subjectId: person.id,
      subjectName: name,
      after: { email, role, companyIds },
      requestId: raw.requestId,
    })
    return { id: person.id, email }
  })
}

type Renewal = { staffId: string; passwordHash: string; requestId: string }

/** Ends all sessions opened with the old password. */
async function renewPassword(db: Db, { staffId, passwordHash, requestId }: Renewal) {
  const person = await findStaff(db, { staffId })
  if (!person || person.disabledAt) throw new Refused('conflict', 'This account is disabled. Ask an admin.')
  await changeStaffRow(db, { staffId, passwordHash })
  const sessionsEnded = await deleteSessionsOf(db, { staffId })
  await insertAuditEntry(db, {
    action: 'account.renew_password',
    actorKind: 'staff',
    actorId: staffId,
    actorName: person.name,
    subjectKind: 'staff',
    subjectId: staffId,
    subjectName: person.name,
    after: { sessionsEnded },
    requestId,
  })
  return { id: staffId, email: person.email }
}
