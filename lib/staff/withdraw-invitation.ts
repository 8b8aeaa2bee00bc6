import { z } from 'zod'
import { deleteOpenInvitations, findInvitation } from '@/db/queries/staff'
import { command } from '../command'
import { Refused } from '../errors'
import { onPlatform } from '../scope'

export const withdrawInvitation = command(
  'team.invite',
  onPlatform({ invitationId: z.uuid() }),
  async ({ db, input }) => {
    const invitation = await findInvitation(db, input)
    if (!invitation || invitation.acceptedAt) throw new Refused('not-found', 'This invitation is not open any more.')
    await deleteOpenInvitations(db, { email: invitation.email })
    return {
      result: undefined,
      audit: {
        action: 'team.withdraw_invitation',
        subject: { kind: 'invitation', id: invitation.id, name: invitation.email },
      },
    }
  },
)
