import type { Metadata } from 'next'
import { forPage } from '@/app/_server/doors'
import { PageHeader } from '@/components/ui/page-header'
import { TableSkeleton } from '@/components/ui/skeleton'
import { WhenReady } from '@/components/ui/when-ready'
import { listTeam } from '@/lib/staff/list-team'
import { InviteDialog } from './invite-dialog'
import { OpenInvitations } from './open-invitations'
import { PeopleTable } from './people-table'

export const metadata: Metadata = { title: 'Team' }

export default function TeamPage() {
  return <WhenReady fallback={<TeamSkeleton />} content={TeamList} />
}

async function TeamList() {
  const { team, staffId } = await forPage(async (ctx) => ({ team: await listTeam(ctx, {}), staffId: ctx.staff.id }))
  return (
    <>
      <PageHeader
        title="Team"
        description={
          team.mayChange
            ? 'Everyone with an account, with their roles and companies.'
            : 'The people you share a company with. Admins invite people and assign roles and companies.'
        }
        actions={team.mayChange && <InviteDialog companies={team.companies} />}
      />
      <PeopleTable team={team} staffId={staffId} />
      {team.invitations.length > 0 && <OpenInvitations team={team} />}
    </>
  )
}

function TeamSkeleton() {
  return (
    <>
      <PageHeader title="Team" />
      <TableSkeleton rows={6} />
    </>
  )
}
