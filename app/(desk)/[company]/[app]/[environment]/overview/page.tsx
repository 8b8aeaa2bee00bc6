import { environmentFor, forPage } from '@/app/_server/doors'
import { environmentTitle } from '@/app/_server/environment-title'
import { publicOrigin } from '@/app/_server/public-origin'
import { PageHeader } from '@/components/ui/page-header'
import { Skeleton } from '@/components/ui/skeleton'
import { WhenReady } from '@/components/ui/when-ready'
import { environmentHealth } from '@/lib/companies/environment-health'
import { isSetUp } from '@/lib/companies/is-set-up'
import { setupSteps } from '@/lib/companies/setup-steps'
import { weekOfDeliveries } from '@/lib/companies/week-of-deliveries'
import { roleMay } from '@/lib/permissions'
import { HealthList } from './health-list'
import { Managers } from './managers'
import { Numbers } from './numbers'
import { OverviewAlerts } from './overview-alerts'
import { PromptSummary } from './prompt-summary'
import { SetupChecklist } from './setup-checklist'
import { WeekChart } from './week-chart'

type Props = PageProps<'/[company]/[app]/[environment]/overview'>

export const generateMetadata = ({ params }: Props) => environmentTitle('Overview', params)

export default function OverviewPage({ params }: Props) {
  return <WhenReady fallback={<OverviewSkeleton />} content={() => params.then((place) => Overview({ place }))} />
}

async function Overview({ place }: { place: Awaited<Props['params']> }) {
  const { environment, health, week, steps, role } = await forPage(async (ctx) => {
    const found = await environmentFor(ctx, place)
    const environmentId = found.id
    const [environmentsHealth, days, setup] = await Promise.all([
      environmentHealth(ctx, { environmentId }),
      weekOfDeliveries(ctx, { environmentId }),
      setupSteps(ctx, { environmentId }),
    ])
    return { environment: found, health: environmentsHealth, week: days, steps: setup, role: ctx.staff.role }
  })
  const checklist = isSetUp(steps) ? null : (
    <SetupChecklist
      initial={steps}
      path={environment.path}
      environmentId={environment.id}
      environmentName={environment.name}
      origin={await publicOrigin()}
      mayChange={roleMay(role, 'api_key.create')}
      mayInvite={roleMay(role, 'team.invite')}
    />
  )
  return (
    <>
      <PageHeader
        title="Overview"
        description={`${environment.company.name}, ${environment.app.name} (${environment.app.bundleId})`}
      />
      {!steps.hasAccepted && checklist}
      <OverviewAlerts environment={environment} health={health} role={role} />
      <Numbers path={environment.path} health={health} />
      <div className="grid gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_320px]">
        <div className="flex min-w-0 flex-col gap-8">
          <WeekChart path={environment.path} week={week} />
          <PromptSummary path={environment.path} health={health} role={role} />
        </div>
        <div className="flex min-w-0 flex-col gap-8">
          <HealthList environment={environment} health={health} />
          <Managers companyName={environment.company.name} managers={health.managers} />
        </div>
      </div>
      {steps.hasAccepted && checklist}
    </>
  )
}

function OverviewSkeleton() {
  return (
    <>
      <PageHeader title="Overview" />
      <Skeleton className="h-16 w-full" />
      <div className="grid gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_320px]">
        <Skeleton className="h-72" />
        <Skeleton className="h-72" />
      </div>
    </>
  )
}
