import { Building2 } from 'lucide-react'
import { cookies } from 'next/headers'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import { forPage } from '@/app/_server/doors'
import { hashOfHome } from '@/app/_server/page-hash'
import { WaitingApprovals } from '@/components/desk/approvals/waiting-approvals'
import { Follow } from '@/components/desk/follow/follow'
import { wordsOf } from '@/components/desk/frame/place-groups'
import { placesCookie, placesIn } from '@/components/desk/frame/recent-places'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { PageTitle } from '@/components/ui/page-title'
import { Section } from '@/components/ui/section'
import { TableSkeleton } from '@/components/ui/skeleton'
import { WhenReady } from '@/components/ui/when-ready'
import { isSimulatorRunning } from '@/lib/apns/simulator/running-simulator'
import { listArchived } from '@/lib/companies/list-archived'
import { type WorkspaceApp, type WorkspaceCompany, workspace } from '@/lib/companies/workspace'
import { workspaceHealth } from '@/lib/companies/workspace-health'
import { worstFirst } from '@/lib/companies/worst-first'
import { roleMay } from '@/lib/permissions'
import { AppsTable } from './home/apps-table'
import { CompanySection } from './home/company-section'
import { FindApps, Found, NoneFound } from './home/find-apps'
import { RecentPlaces } from './home/recent-places'
import { WorkspaceAlerts } from './home/workspace-alerts'
import { WorkspaceTraffic } from './home/workspace-traffic'
import { ArchivedList } from './structure/archived-list'
import { NewCompanyButton } from './structure/new-company'

const description = 'Activity for every app and environment in the last 24 hours, worst first.'

export default function HomePage() {
  return (
    <>
      <PageTitle>Companies</PageTitle>
      <WhenReady fallback={<HomeSkeleton />} content={Companies} />
    </>
  )
}

async function Companies() {
  const { companies, health, shown, mayChange, archived } = await forPage(async (ctx) => {
    const isAdmin = roleMay(ctx.staff.role, 'company.create')
    const [companies, health] = await Promise.all([workspace(ctx, {}), workspaceHealth(ctx, {})])
    return {
      companies: worstFirst(companies, health),
      health,
      shown: hashOfHome(companies, health),
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
  const apps = companies.flatMap((company) => company.apps.map((app) => ({ company, app })))
  const favorites = apps.filter(({ app }) => app.isFavorite)
  return (
    <NuqsAdapter>
      <Follow path="/api/desk/workspace" shown={shown} pace="numbers" />
      <PageHeader title="Companies" description={description} actions={mayChange && <NewCompanyButton />} />
      <WaitingApprovals />
      <WorkspaceAlerts companies={companies} health={health} />
      <WorkspaceTraffic companies={companies.map(({ id, name }) => ({ id, name }))} />
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <FindApps apps={wordsOfAll(apps)} />
        <RecentPlaces companies={companies} paths={placesIn((await cookies()).get(placesCookie)?.value)} />
      </div>
      {favorites.length > 0 && (
        <Found among={wordsOfAll(favorites)}>
          <Section title="Favorites">
            <AppsTable label="Favorites" apps={favorites} health={health} isCompanyShown mayChange={false} />
          </Section>
        </Found>
      )}
      {companies.map((company) => (
        <Found key={company.id} among={[company.name, ...company.apps.map((app) => wordsOf(company, app))]}>
          <CompanySection {...{ company, health, mayChange }} hasSimulator={isSimulatorRunning()} />
        </Found>
      ))}
      <NoneFound among={[...companies.map(({ name }) => name), ...wordsOfAll(apps)]} />
      <ArchivedList archived={archived} />
    </NuqsAdapter>
  )
}

const wordsOfAll = (apps: { company: WorkspaceCompany; app: WorkspaceApp }[]) =>
  apps.map(({ company, app }) => wordsOf(company, app))

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
