import { Section } from '@/components/ui/section'
import { ActionsHeader, Table, TableCell, TableHead, TableHeader, TableName, TableRow } from '@/components/ui/table'
import { Outside } from '@/components/ui/text/outside'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { roleWord } from '@/lib/staff/roles'
import type { OpenInvitation } from '@/lib/staff/team/list-invitations'
import { WithdrawButton } from './withdraw-button'

export function OpenInvitations({ invitations }: { invitations: OpenInvitation[] }) {
  return (
    <Section
      title="Open invitations"
      description="Each link works once. A new link for the same person replaces the old one."
    >
      <Table label="Open invitations">
        <TableHead>
          <TableHeader>Name</TableHeader>
          <TableHeader className="hidden @xl:table-cell">Role</TableHeader>
          <TableHeader align="right">Expires</TableHeader>
          <ActionsHeader />
        </TableHead>
        <tbody>
          {invitations.map((invitation) => (
            <TableRow key={invitation.id}>
              <TableName isWrapped>
                <span className="flex min-w-36 flex-col py-1.5">
                  <Outside>{invitation.name}</Outside>
                  <span className="font-normal text-faint text-sm">
                    <Outside>{invitation.email}</Outside>
                  </span>
                </span>
              </TableName>
              <TableCell className="hidden @xl:table-cell">
                {invitation.isForPassword ? 'New password' : roleWord(invitation.role)}
              </TableCell>
              <TableCell align="right">
                <RelativeTime at={invitation.expiresAt} />
              </TableCell>
              <TableCell align="right">
                <WithdrawButton invitationId={invitation.id} name={invitation.name} />
              </TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </Section>
  )
}
