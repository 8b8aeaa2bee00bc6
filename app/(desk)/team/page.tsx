import { UserPlus } from 'lucide-react'
import { forPage } from '@/app/_server/doors'
import { Button } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { PageTitle } from '@/components/ui/page-title'
import { TableSkeleton } from '@/components/ui/skeleton'
import { WhenReady } from '@/components/ui/when-ready'
import { roleMay } from '@/lib/permissions'
import { listServiceTokens } from '@/lib/service-tokens/list-service-tokens'
import { listSignInGroups } from '@/lib/staff/groups/list-sign-in-groups'
import { showSignInRules } from '@/lib/staff/rules/show-sign-in-rules'
import { listInvitations } from '@/lib/staff/team/list-invitations'
import { listTeam } from '@/lib/staff/team/list-team'
import { InviteDialog } from './invite-dialog'
import { OpenInvitations } from './open-invitations'
import { PeopleTable } from './people-table'
import { ServiceTokens } from './service-tokens'
import { SignInGroupsSection } from './sign-in-groups-section'
import { SignInRulesSection } from './sign-in-rules-section'

export default function TeamPage() {
  return (
    <>
      <PageTitle>Team</PageTitle>
      <WhenReady fallback={<TeamSkeleton />} content={TeamList} />
    </>
  )
}

async function TeamList() {
  const { team, invitations, tokens, rules, groups, staffId } = await forPage(async (ctx) => ({
    team: await listTeam(ctx, {}),
    invitations: roleMay(ctx.staff.role, 'team.invite') ? await listInvitations(ctx, {}) : [],
    tokens: roleMay(ctx.staff.role, 'service_token.read') ? await listServiceTokens(ctx, {}) : undefined,
    rules: roleMay(ctx.staff.role, 'sign_in.read') ? await showSignInRules(ctx, {}) : undefined,
    groups: roleMay(ctx.staff.role, 'sign_in.read') ? await listSignInGroups(ctx, {}) : [],
    staffId: ctx.staff.id,
  }))
  return (
    <>
      <PageHeader
        title="Team"
        description={
          team.mayChange
            ? 'Everyone with an account, with their roles and companies.'
            : 'The people you share a company with. Admins invite people and assign roles and companies.'
        }
        actions={
          team.mayChange && (
            <InviteDialog
              companies={team.companies}
              trigger={
                <Button variant="primary" icon={<UserPlus aria-hidden className="size-3.5" />}>
                  Invite…
                </Button>
              }
            />
          )
        }
      />
      <PeopleTable team={team} staffId={staffId} />
      {invitations.length > 0 && <OpenInvitations invitations={invitations} />}
      {rules && <SignInRulesSection rules={rules} />}
      {(rules?.hasSingleSignOn || groups.length > 0) && (
        <SignInGroupsSection groups={groups} companies={team.companies} />
      )}
      {tokens && <ServiceTokens tokens={tokens} companies={team.companies} />}
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
