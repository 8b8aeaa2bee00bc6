import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { deleteOpenInvitations, findStaffByEmail, insertInvitation } from '@/db/queries/staff'
import { roles } from '@/db/schema/staff'
import { command } from '../command'
import { Refused } from '../errors'
import { onPlatform } from '../scope'
import { hashOf } from '../secrets'
import { companiesFor } from './companies-for'
import { stillOpen } from './link-facts'

const validMs = 7 * 86_400_000

export const InviteStaff = onPlatform({
  email: z.email('This isn’t an email address.').max(200),
  name: z.string().trim().min(1, 'Enter a name.').max(100),
  role: z.enum(roles, 'Choose a role.'),
  companyIds: z.array(z.uuid()).default([]),
})

/** Returns the link's token once, because only its hash is stored. A newer invitation replaces an older one of the same person. */
export const inviteStaff = command('team.invite', InviteStaff, async ({ db, staff, input }) => {
  const { email, name, role } = input
  if (await findStaffByEmail(db, { email }))
    throw new Refused('conflict', 'Someone with this email is already on the team.', {
      email: ['Already on the team.'],
    })
  const companyIds = await companiesFor(db, input)
  const ended = await deleteOpenInvitations(db, { email })
  const token = randomBytes(32).toString('base64url')
  const invitation = await insertInvitation(db, {
    tokenHash: hashOf(token),
    email,
    name,
    role,
    companyIds,
    invitedById: staff.id,
    expiresAt: new Date(Date.now() + validMs),
  })
  return {
    result: { token, email, name, expiresAt: invitation.expiresAt },
    audit: {
      subject: { kind: 'invitation', id: invitation.id, name: email },
      before: stillOpen(ended),
      after: { email, name, role, companyIds, expiresAt: invitation.expiresAt },
    },
  }
})
