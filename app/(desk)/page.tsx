import { Building2 } from 'lucide-react'
import type { Metadata } from 'next'
import { forPage } from '@/app/_server/doors'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { TableSkeleton } from '@/components/ui/skeleton'
import { WhenReady } from '@/components/ui/when-ready'
import { listArchived } from '@/lib/companies/list-archived'
import { workspace } from '@/lib/companies/workspace'
import { workspaceHealth } from '@/lib/companies/workspace-health'
import { roleMay } from '@/lib/permissions'
import { CompanySection } from './company-section'
import { ArchivedList } from './structure/archived-list'
import { NewCompanyButton } from './structure/new-company'
import { WorkspaceAlerts } from './workspace-alerts'

export const metadata: Metadata = { title: 'Companies' }

const description = 'Activity for every app and environment in the last 24 hours.'

export default function HomePage() {
  return <WhenReady fallback={<HomeSkeleton />} content={Companies} />
}

async function Companies() {
  const { companies, health, mayChange, archived } = await forPage(async (ctx) => {
    const isAdmin = roleMay(ctx.staff.role, 'company.create')
    return {
      companies: await workspace(ctx, {}),
      health: await workspaceHealth(ctx, {}),
      mayChange: isAdmin,
      archived: isAdmin ? await listArchived(ctx, {}) : [],
    }
  })
  if (companies.length === 0)
    return (
      <>
        <PageHeader title="Companies" />
        {mayChange ? <FirstCompany /> : <NoCompany />}
        <ArchivedList archived={archived} />
      </>
    )
  return (
    <>
      <PageHeader title="Companies" description={description} actions={mayChange && <NewCompanyButton />} />
      <WorkspaceAlerts companies={companies} health={health} />
      {companies.map((company) => (
        <CompanySection key={company.id} company={company} health={health} mayChange={mayChange} />
      ))}
      <ArchivedList archived={archived} />
    </>
  )
}

function FirstCompany() {
  return (
    <EmptyState
      icon={<Building2 aria-hidden />}
      title="Create your first company"
      action={<NewCompanyButton label="Create company" />}
    >
      A company is a client of your platform. It has apps, and each app has a production and a sandbox environment with
      devices, a prompt, and deliveries of its own.
    </EmptyState>
  )
}

function NoCompany() {
  return (
    <EmptyState icon={<Building2 aria-hidden />} title="You don’t have access to any company yet">
      Your companies’ apps will appear here. Ask an admin to give you access in Team.
    </EmptyState>
  )
}

function HomeSkeleton() {
  return (
    <>
      <PageHeader title="Companies" description={description} />
      <TableSkeleton rows={8} />
    </>
  )
}
