import type { Route } from 'next'
import { environmentFor, forPage } from '@/app/_server/doors'
import { EnvironmentTitle } from '@/app/_server/environment-title'
import { Callout } from '@/components/ui/callout'
import { PageHeader } from '@/components/ui/page-header'
import { Section } from '@/components/ui/section'
import { Skeleton, TableSkeleton } from '@/components/ui/skeleton'
import { TextLink } from '@/components/ui/text/text-link'
import { WhenReady } from '@/components/ui/when-ready'
import { listedMax } from '@/lib/paging/listed-max'
import { roleMay } from '@/lib/permissions'
import { faultPresets } from '@/lib/simulator/fault-presets'
import { listFaults } from '@/lib/simulator/list-faults'
import { listSimulatorLog } from '@/lib/simulator/list-simulator-log'
import { CustomFaultForm } from './custom-fault-form'
import { PresetList } from './preset-list'
import { SimulatorLog } from './simulator-log'
import { SwitchedFaults } from './switched-faults'

type Props = PageProps<'/[company]/[app]/[environment]/simulator'>

export default function SimulatorPage({ params }: Props) {
  return (
    <>
      <EnvironmentTitle page="APNs simulator" params={params} />
      <PageHeader
        title="APNs simulator"
        description="Turn on faults to see how deliveries cope. Faults affect this environment only."
      />
      <WhenReady
        fallback={<SimulatorDeskSkeleton />}
        content={() => params.then((place) => SimulatorDesk({ place }))}
      />
    </>
  )
}

async function SimulatorDesk({ place }: { place: Awaited<Props['params']> }) {
  const { environment, faults, pushes, mayChange } = await forPage(async (ctx) => {
    const found = await environmentFor(ctx, place)
    const environmentId = found.id
    const isSimulated = found.apnsServer === 'simulator'
    return {
      environment: found,
      mayChange: roleMay(found.role, 'simulator.faults'),
      faults: isSimulated ? await listFaults(ctx, { environmentId }) : [],
      pushes: isSimulated ? await listSimulatorLog(ctx, { environmentId }) : [],
    }
  })
  if (environment.apnsServer !== 'simulator')
    return (
      <Callout title="This environment sends to Apple.">
        Faults work only with the built-in simulator.{' '}
        {roleMay(environment.role, 'credential.upload') ? (
          <>
            You can switch to it in{' '}
            <TextLink href={`${environment.path}/settings?tab=environment` as Route}>Settings</TextLink>.
          </>
        ) : (
          'An integration manager or an admin can switch to it.'
        )}
      </Callout>
    )
  const environmentId = environment.id
  return (
    <>
      <SwitchedFaults base={environment.path} environmentId={environmentId} faults={faults} mayChange={mayChange} />
      <div className="grid gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_320px]">
        <Section
          title="Outage presets"
          description={mayChange ? 'Common APNs failures you can turn on.' : 'Common APNs failures.'}
        >
          <PresetList environmentId={environmentId} presets={faultPresets} faults={faults} mayChange={mayChange} />
        </Section>
        {mayChange && (
          <Section title="Custom fault">
            <CustomFaultForm environmentId={environmentId} />
          </Section>
        )}
      </div>
      <Section
        title="Request log"
        description={`The newest ${listedMax.simulatorLog} requests, the responses, and what happened on the device. Real APNs shows the last part only in Apple’s console.`}
      >
        <SimulatorLog base={environment.path} environmentId={environmentId} initial={pushes} mayChange={mayChange} />
      </Section>
    </>
  )
}

function SimulatorDeskSkeleton() {
  return (
    <>
      <div className="grid gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_320px]">
        <Skeleton className="h-72" />
        <Skeleton className="h-48" />
      </div>
      <TableSkeleton rows={8} />
    </>
  )
}
