import { randomBytes } from 'node:crypto'
import type { Db } from '@/db/client'
import { type ChannelMessageRow, endMessage } from '@/db/queries/incidents/channels'
import { insertAuditEntry } from '@/db/queries/staff/audit'
import { insertInvitation } from '@/db/queries/staff/invitations'
import { findStaff, findStaffByEmail } from '@/db/queries/staff/staff'
import { mailPerson } from '@/lib/notices/mail-person'
import { hashOf } from '@/lib/secrets'
import { needsSingleSignOn } from '@/lib/staff/rules/needs'
import { openAsked } from './ask-for-password'

const validMs = 3_600_000

export const passwordAsked = 'password.asked'

/**
 * Handles a request for a new password. The account is looked up here and not in the request, so that the response
 * takes as long for an unknown address. The link and its email are written in one transaction.
 */
export async function answerPasswordAsked(db: Db, message: ChannelMessageRow) {
  await db.transaction(async (tx) => {
    const { email, ip, requestId } = openAsked(message)
    const found = await findStaffByEmail(tx, { email })
    const person = found && (await findStaff(tx, { staffId: found.id }))
    // An account that uses only single sign-on stays that way: a password would be a second way in.
    const mayHaveOne = person !== undefined && !person.disabledAt && person.passwordHash !== null
    const isMailed = mayHaveOne && !(await needsSingleSignOn(tx, person.role))
    if (person && isMailed) {
      const token = randomBytes(32).toString('base64url')
      const { email: to, name, role, companyIds, companyRoles, id: staffId } = person
      await insertInvitation(tx, {
        tokenHash: hashOf(token),
        staffId,
        email: to,
        name,
        role,
        companyIds,
        companyRoles,
        invitedById: staffId,
        expiresAt: new Date(Date.now() + validMs),
      })
      await mailPerson(tx, {
        type: 'staff.password',
        to,
        subject: 'Your link for a new password',
        lines: [
          'Someone requested a new password for your Pushdesk account. This link works once, within 1 hour.',
          'If it wasn’t you, do nothing: your password doesn’t change.',
        ],
        path: `/invitation/${token}`,
      })
    }
    await insertAuditEntry(tx, {
      action: 'account.ask_password',
      actorKind: 'system',
      actorName: 'Sign-in',
      subjectKind: 'staff',
      subjectId: person?.id,
      subjectName: person?.name ?? email,
      after: { isMailed },
      ip,
      requestId,
    })
    await endMessage(tx, { id: message.id, sentAt: new Date() })
  })
}
