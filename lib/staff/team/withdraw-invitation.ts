import { z } from 'zod'
import { deleteInvitation } from '@/db/queries/staff/invitations'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { onPlatform } from '@/lib/scope'
import { linkFacts } from './link-facts'

export const withdrawInvitation = command(
  'team.invite',
  onPlatform({ invitationId: z.uuid() }),
  async ({ db, input }) => {
    const invitation = await deleteInvitation(db, { ...input, now: new Date() })
    if (!invitation) throw new Refused('not-found', 'This invitation is no longer open.')
    return {
      result: undefined,
      audit: {
        action: 'team.withdraw_invitation',
        subject: { kind: 'invitation', id: invitation.id, name: invitation.email },
        before: linkFacts(invitation),
      },
    }
  },
)
