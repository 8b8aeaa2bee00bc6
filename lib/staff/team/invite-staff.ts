import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { deleteOpenInvitations, insertInvitation } from '@/db/queries/staff/invitations'
import { findStaffByEmail } from '@/db/queries/staff/staff'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { mailPerson } from '@/lib/notices/mail-person'
import { tellChannels } from '@/lib/notices/tell-channels'
import { onPlatform } from '@/lib/scope'
import { hashOf } from '@/lib/secrets'
import { roleWord } from '@/lib/staff/roles'
import { needsSingleSignOn } from '@/lib/staff/rules/needs'
import { nameText } from '@/lib/text/name-text'
import { accessFacts, accessFor, accessShape } from './access'
import { stillOpen } from './link-facts'

const validMs = 7 * 86_400_000

export const InviteStaff = onPlatform({
  email: z.email('This isn’t an email address.').max(200),
  name: nameText(100, 'Enter a name.'),
  ...accessShape,
})

/** Returns the link's token once, because only its hash is stored. Replaces an older invitation for the same email. */
export const inviteStaff = command('team.invite', InviteStaff, async ({ db, staff, input }) => {
  const { email, name } = input
  if (await findStaffByEmail(db, { email }))
    throw new Refused('conflict', 'Someone with this email is already on the team.', {
      email: ['Already on the team.'],
    })
  const access = await accessFor(db, input)
  const { role } = access
  const ended = await deleteOpenInvitations(db, { email })
  const token = randomBytes(32).toString('base64url')
  const invitation = await insertInvitation(db, {
    tokenHash: hashOf(token),
    email,
    name,
    ...access,
    invitedById: staff.token ? staff.token.ownerId : staff.id,
    expiresAt: new Date(Date.now() + validMs),
  })
  const isSingleSignOn = await needsSingleSignOn(db, role)
  const isMailed = await mailPerson(db, {
    type: 'staff.invitation',
    to: email,
    subject: 'Your invitation to Pushdesk',
    lines: [
      `${staff.name} invited you to Pushdesk as ${roleWord(role).toLowerCase()}.`,
      isSingleSignOn
        ? 'Open this link and continue with single sign-on. It works once, within 7 days.'
        : 'Choose your password with this link. It works once, within 7 days.',
    ],
    path: `/invitation/${token}`,
  })
  await tellChannels(db, {
    topic: 'access',
    companyId: null,
    notice: {
      type: 'staff.invited',
      heading: `Invitation: ${email}`,
      lines: [`${staff.name} invited ${name} (${email}) as ${roleWord(role).toLowerCase()}.`],
      path: '/team',
    },
  })
  return {
    result: { isMailed, id: invitation.id, token, email, name, ...access, expiresAt: invitation.expiresAt },
    audit: {
      subject: { kind: 'invitation', id: invitation.id, name: email },
      before: stillOpen(ended),
      after: { email, name, ...accessFacts(access), expiresAt: invitation.expiresAt },
    },
  }
})
