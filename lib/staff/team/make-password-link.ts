import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { deleteOpenInvitations, insertInvitation } from '@/db/queries/staff/invitations'
import { lockStaff } from '@/db/queries/staff/staff'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { mailPerson } from '@/lib/notices/mail-person'
import { tellChannels } from '@/lib/notices/tell-channels'
import { onPlatform } from '@/lib/scope'
import { hashOf } from '@/lib/secrets'
import { needsSingleSignOn } from '@/lib/staff/rules/needs'
import { holdApprovals } from './hold-approvals'
import { stillOpen } from './link-facts'

const validMs = 86_400_000

/** Creates a link for a forgotten password. Returns its token once. The current password works until it is used. */
export const makePasswordLink = command(
  'team.change',
  onPlatform({ staffId: z.uuid() }),
  async ({ db, staff, input }) => {
    const person = await lockStaff(db, input)
    if (!person) throw new Refused('not-found', 'This person isn’t on the team.')
    if (person.disabledAt) throw new Refused('conflict', `${person.name} is disabled. Enable them first.`)
    if (await needsSingleSignOn(db, person.role))
      throw new Refused(
        'conflict',
        `${person.name}’s role signs in with single sign-on, so they don’t need a password.`,
      )
    const ended = await deleteOpenInvitations(db, { email: person.email })
    const token = randomBytes(32).toString('base64url')
    const { expiresAt } = await insertInvitation(db, {
      tokenHash: hashOf(token),
      staffId: person.id,
      email: person.email,
      name: person.name,
      role: person.role,
      companyIds: person.companyIds,
      companyRoles: person.companyRoles,
      invitedById: staff.token ? staff.token.ownerId : staff.id,
      expiresAt: new Date(Date.now() + validMs),
    })
    const held = await holdApprovals(db, { staffId: person.id, because: 'password_link', by: staff })
    const isMailed = await mailPerson(db, {
      type: 'staff.password',
      to: person.email,
      subject: 'Your link for a new password',
      lines: [
        `${staff.name} created a link for you to set a new password. It works once, within 1 day.`,
        'Until you use it, your current password works.',
      ],
      path: `/invitation/${token}`,
    })
    await tellChannels(db, {
      topic: 'access',
      companyId: null,
      notice: {
        type: 'staff.password_link',
        heading: `Password link: ${person.name}`,
        lines: [`${staff.name} created a link for a new password for ${person.name} (${person.email}).`],
        path: '/team',
      },
    })
    return {
      result: { isMailed, token, name: person.name, expiresAt },
      audit: {
        action: 'team.make_password_link',
        subject: { kind: 'staff', id: person.id, name: person.name },
        before: stillOpen(ended),
        after: { expiresAt, ...held },
      },
    }
  },
)
