import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { deleteOpenInvitations, insertInvitation, lockStaff } from '@/db/queries/staff'
import { command } from '../command'
import { Refused } from '../errors'
import { onPlatform } from '../scope'
import { hashOf } from '../secrets'
import { stillOpen } from './link-facts'

const validMs = 86_400_000

/** For someone who forgot their password. Returns the link's token once. The current password works until the link is used. */
export const makePasswordLink = command(
  'team.change',
  onPlatform({ staffId: z.uuid() }),
  async ({ db, staff, input }) => {
    const person = await lockStaff(db, input)
    if (!person) throw new Refused('not-found', 'This person isn’t on the team.')
    if (person.disabledAt) throw new Refused('conflict', `${person.name} is disabled. Enable them first.`)
    const ended = await deleteOpenInvitations(db, { email: person.email })
    const token = randomBytes(32).toString('base64url')
    const { expiresAt } = await insertInvitation(db, {
      tokenHash: hashOf(token),
      staffId: person.id,
      email: person.email,
      name: person.name,
      role: person.role,
      companyIds: person.companyIds,
      invitedById: staff.id,
      expiresAt: new Date(Date.now() + validMs),
    })
    return {
      result: { token, name: person.name, expiresAt },
      audit: {
        action: 'team.make_password_link',
        subject: { kind: 'staff', id: person.id, name: person.name },
        before: stillOpen(ended),
        after: { expiresAt },
      },
    }
  },
)
