import type { Metadata } from 'next'
import { Suspense } from 'react'
import { forPage } from '@/app/_server/doors'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { TableSkeleton } from '@/components/ui/skeleton'
import { workspace } from '@/lib/companies/workspace'
import { workspaceHealth } from '@/lib/companies/workspace-health'
import { CompanySection } from './company-section'
import { WorkspaceAlerts } from './workspace-alerts'

export const metadata: Metadata = { title: 'Companies' }

export default function HomePage() {
  return (
    <>
      <PageHeader title="Companies" description="Activity for every app and environment in the last 24 hours." />
      <Suspense fallback={<TableSkeleton rows={8} />}>
        <Companies />
      </Suspense>
    </>
  )
}

async function Companies() {
  const { companies, health } = await forPage(async (ctx) => ({
    companies: await workspace(ctx, {}),
    health: await workspaceHealth(ctx, {}),
  }))
  if (companies.length === 0)
    return (
      <EmptyState title="You don’t have access to any company yet">
        Your companies’ apps will appear here. Ask an admin to give you access in Team.
      </EmptyState>
    )
  return (
    <>
      <WorkspaceAlerts companies={companies} health={health} />
      {companies.map((company) => (
        <CompanySection key={company.id} company={company} health={health} />
      ))}
    </>
  )
}
