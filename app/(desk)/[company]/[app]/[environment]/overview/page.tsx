import { environmentFor, forPage } from '@/app/_server/doors'
import { EnvironmentTitle } from '@/app/_server/environment-title'
import { hashOfOverview } from '@/app/_server/page-hash'
import { publicOrigin } from '@/app/_server/public-origin'
import { Follow } from '@/components/desk/follow/follow'
import { TrafficSection } from '@/components/desk/traffic/traffic-section'
import { Avatar } from '@/components/ui/avatar'
import { PageHeader } from '@/components/ui/page-header'
import { Section } from '@/components/ui/section'
import { Skeleton } from '@/components/ui/skeleton'
import { Outside } from '@/components/ui/text/outside'
import { WhenReady } from '@/components/ui/when-ready'
import { overview } from '@/lib/companies/overview'
import { weekOfDeliveries } from '@/lib/companies/week-of-deliveries'
import { listIncidents } from '@/lib/incidents/list-incidents'
import { roleMay } from '@/lib/permissions'
import { HealthList } from './health-list'

import { Numbers } from './numbers'
import { OverviewAlerts } from './overview-alerts'
import { PromptSummary } from './prompt-summary'
import { SetupPlace } from './setup-place'
import { WeekChart } from './week-chart'

type Props = PageProps<'/[company]/[app]/[environment]/overview'>

export default function OverviewPage({ params }: Props) {
  return (
    <>
      <EnvironmentTitle page="Overview" params={params} />
      <WhenReady fallback={<OverviewSkeleton />} content={() => params.then((place) => Overview({ place }))} />
    </>
  )
}

async function Overview({ place }: { place: Awaited<Props['params']> }) {
  const { environment, health, week, steps, role, incidents } = await forPage(async (ctx) => {
    const found = await environmentFor(ctx, place)
    const environmentId = found.id
    const [now, days, open] = await Promise.all([
      overview(ctx, { environmentId }),
      weekOfDeliveries(ctx, { environmentId }),
      listIncidents(ctx, { state: 'open', environmentId }),
    ])
    return { environment: found, ...now, week: days, role: found.role, incidents: open.incidents }
  })
  const setup = {
    initial: steps,
    path: environment.path,
    companySlug: place.company,
    companyName: environment.company.name,
    appId: environment.app.id,
    environmentId: environment.id,
    environmentName: environment.name,
    origin: await publicOrigin(),
    mayChange: roleMay(role, 'api_key.create'),
    mayInvite: roleMay(role, 'team.invite'),
    maySend: roleMay(role, 'test.send'),
  }
  return (
    <>
      <Follow path={`${environment.path}/overview`} shown={hashOfOverview(environment, health, week)} pace="numbers" />
      <PageHeader
        title="Overview"
        description={`${environment.company.name}, ${environment.app.name} (${environment.app.bundleId})`}
      />
      <SetupPlace isHere={!steps.hasAccepted} {...setup} />
      <OverviewAlerts environment={environment} health={health} role={role} isSettingUp={!steps.hasAccepted} />
      <Numbers path={environment.path} health={health} />
      <div className="grid gap-x-8 gap-y-8 lg:grid-cols-[minmax(0,1fr)_256px] xl:gap-x-12 xl:grid-cols-[minmax(0,1fr)_320px]">
        <div className="flex min-w-0 flex-col gap-8">
          <WeekChart path={environment.path} week={week} />
          <TrafficSection environmentId={environment.id} />
          <PromptSummary path={environment.path} health={health} role={role} />
        </div>
        <div className="flex min-w-0 flex-col gap-8">
          <HealthList role={role} environment={environment} health={health} incidents={incidents} />
          <Managers companyName={environment.company.name} managers={health.managers} />
        </div>
      </div>
      <SetupPlace isHere={steps.hasAccepted} {...setup} />
    </>
  )
}

function OverviewSkeleton() {
  return (
    <>
      <PageHeader title="Overview" />
      <Skeleton className="h-16 w-full" />
      <div className="grid gap-x-8 gap-y-8 lg:grid-cols-[minmax(0,1fr)_256px] xl:gap-x-12 xl:grid-cols-[minmax(0,1fr)_320px]">
        <Skeleton className="h-72" />
        <Skeleton className="h-72" />
      </div>
    </>
  )
}

type ManagersProps = { companyName: string; managers: readonly { id: string; name: string; email: string }[] }

/** The people who can change this company's prompt and settings. */
function Managers({ companyName, managers }: ManagersProps) {
  return (
    <Section title={managers.length === 1 ? 'Integration manager' : 'Integration managers'}>
      {managers.length === 0 ? (
        <p className="text-quiet">
          <Outside>{companyName}</Outside> has no integration manager. An admin can assign one in Team.
        </p>
      ) : (
        <ul className="flex flex-col gap-2">
          {managers.map(({ id, name, email }) => (
            <li key={id} className="flex items-center gap-2.5">
              <Avatar name={name} />
              <span className="flex min-w-0 flex-col">
                <span className="font-medium">
                  <Outside>{name}</Outside>
                </span>
                <a href={`mailto:${email}`} className="truncate text-quiet text-sm hover:underline">
                  <Outside>{email}</Outside>
                </a>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
