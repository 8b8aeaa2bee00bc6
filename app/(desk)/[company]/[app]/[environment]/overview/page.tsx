import { Suspense } from 'react'
import { environmentFor, forPage } from '@/app/_server/doors'
import { environmentTitle } from '@/app/_server/environment-title'
import { PageHeader } from '@/components/ui/page-header'
import { Skeleton } from '@/components/ui/skeleton'
import { environmentHealth } from '@/lib/companies/environment-health'
import { weekOfDeliveries } from '@/lib/companies/week-of-deliveries'
import { HealthList } from './health-list'
import { Managers } from './managers'
import { Numbers } from './numbers'
import { OverviewAlerts } from './overview-alerts'
import { PromptSummary } from './prompt-summary'
import { WeekChart } from './week-chart'

type Props = PageProps<'/[company]/[app]/[environment]/overview'>

export const generateMetadata = ({ params }: Props) => environmentTitle('Overview', params)

export default function OverviewPage({ params }: Props) {
  return (
    <Suspense fallback={<OverviewSkeleton />}>
      {params.then((place) => (
        <Overview place={place} />
      ))}
    </Suspense>
  )
}

async function Overview({ place }: { place: Awaited<Props['params']> }) {
  const { environment, health, week, role } = await forPage(async (ctx) => {
    const found = await environmentFor(ctx, place)
    const environmentId = found.id
    const [environmentsHealth, days] = await Promise.all([
      environmentHealth(ctx, { environmentId }),
      weekOfDeliveries(ctx, { environmentId }),
    ])
    return { environment: found, health: environmentsHealth, week: days, role: ctx.staff.role }
  })
  return (
    <>
      <PageHeader
        title="Overview"
        description={`${environment.company.name}, ${environment.app.name} (${environment.app.bundleId})`}
      />
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
