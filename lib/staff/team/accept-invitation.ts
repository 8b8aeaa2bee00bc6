import { z } from 'zod'
import type { Db } from '@/db/client'
import { insertAuditEntry } from '@/db/queries/staff/audit'
import { closeInvitation, deleteOpenInvitations, findOpenInvitation } from '@/db/queries/staff/invitations'
import { deleteSessionsOf } from '@/db/queries/staff/sessions'
import { changeStaffRow, findStaff, findStaffByEmail, insertStaff, replaceCompanies } from '@/db/queries/staff/staff'
import { Refused } from '@/lib/errors'
import { refusedFields } from '@/lib/invalid'
import { hashOf } from '@/lib/secrets'
import { needsSingleSignOn } from '@/lib/staff/rules/needs'
import { refuseCommonPassword } from '@/lib/staff/sign-in/common-password'
import { hashPassword, NewPassword } from '@/lib/staff/sign-in/password'
import { tellRefusal } from '@/lib/tell-refusal'
import { nameText } from '@/lib/text/name-text'
import { accessFacts } from './access'
import { holdForInvited, type Invitation } from './hold-approvals'

export const AcceptInvitation = z.object({
  token: z.string().min(1).max(200),
  name: nameText(100, 'Enter your name.'),
  password: NewPassword,
})

/** Returns the person that a link invites; undefined if the link doesn't work. */
export async function findInvited(db: Db, { token, now = new Date() }: { token: string; now?: Date }) {
  const invitation = await findOpenInvitation(db, { tokenHash: hashOf(token), now })
  if (!invitation) return undefined
  const { email, name, role, staffId } = invitation
  const { role: roleNow } = (staffId && (await findStaff(db, { staffId }))) || { role }
  const isSingleSignOn = await needsSingleSignOn(db, roleNow)
  return { email, name, role, isForPassword: staffId !== null, isSingleSignOn }
}

type Asker = { ip?: string | undefined; requestId: string }

/** Like `findInvited`, for requests. Reports a link that doesn’t work as a refusal: someone may be guessing. */
export async function invitedByLink(db: Db, { token, ip, requestId }: { token: string } & Asker) {
  const invited = await findInvited(db, { token })
  if (!invited) tellRefusal('invitation', { ip, requestId })
  return invited
}

/** Accepts a link, which authenticates the person and works once. Returns the new or existing staff member. */
export async function acceptInvitation(db: Db, raw: z.input<typeof AcceptInvitation> & Asker) {
  const parsed = AcceptInvitation.safeParse(raw)
  if (!parsed.success) throw new Refused('invalid', 'Some fields aren’t valid.', refusedFields(parsed.error))
  const { token, name, password } = parsed.data
  // Check the link before hashing, so that a guess costs only a lookup.
  const { ip, requestId } = raw
  const invited = await invitedByLink(db, { token, ip, requestId })
  if (!invited) throw usedUp()
  if (invited.isSingleSignOn)
    throw new Refused('conflict', 'Your role signs in with single sign-on, so you need no password here.')
  await refuseCommonPassword(password, 'password')
  const passwordHash = await hashPassword(password)
  return db.transaction(async (tx) => {
    const now = new Date()
    const invitation = await findOpenInvitation(tx, { tokenHash: hashOf(token), now })
    const isOurs = invitation && (await closeInvitation(tx, { invitationId: invitation.id, now }))
    if (isOurs && invitation.staffId)
      return renewPassword(tx, { staffId: invitation.staffId, invitation, passwordHash, ip, requestId })
    if (!isOurs || (await findStaffByEmail(tx, { email: invitation.email }))) throw usedUp()
    const { email, role } = invitation
    const person = await insertStaff(tx, { email, name, role, passwordHash })
    await replaceCompanies(tx, {
      staffId: person.id,
      companyIds: invitation.companyIds,
      companyRoles: invitation.companyRoles,
    })
    await holdForInvited(tx, { staffId: person.id, invitation })
    await insertAuditEntry(tx, {
      action: 'team.accept_invitation',
      actorKind: 'staff',
      actorId: person.id,
      actorName: name,
      subjectKind: 'staff',
      subjectId: person.id,
      subjectName: name,
      after: { email, ...accessFacts(invitation) },
      ip,
      requestId,
    })
    return { id: person.id, email }
  })
}

const usedUp = () =>
  new Refused('conflict', 'This invitation has been used or has expired. Ask an admin for a new link.')

type Renewal = { staffId: string; invitation: Invitation; passwordHash: string } & Asker

/** Sets the new password and ends all sessions. */
async function renewPassword(db: Db, { staffId, invitation, passwordHash, ip, requestId }: Renewal) {
  const person = await findStaff(db, { staffId })
  if (!person || person.disabledAt) throw new Refused('conflict', 'This account is disabled. Ask an admin.')
  await changeStaffRow(db, { staffId, passwordHash })
  const sessionsEnded = await deleteSessionsOf(db, { staffId })
  // A link that the person requested went only to their own mailbox, so no one else has seen it.
  if (invitation.invitedById !== staffId) await holdForInvited(db, { staffId, invitation })
  // Each emailed link works for an hour. Once one is used, revoke the others.
  await deleteOpenInvitations(db, { email: person.email })
  await insertAuditEntry(db, {
    action: 'account.renew_password',
    actorKind: 'staff',
    actorId: staffId,
    actorName: person.name,
    subjectKind: 'staff',
    subjectId: staffId,
    subjectName: person.name,
    after: { sessionsEnded },
    ip,
    requestId,
  })
  return { id: staffId, email: person.email }
}
