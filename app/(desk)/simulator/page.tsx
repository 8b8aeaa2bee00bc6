import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { forPage } from '@/app/_server/doors'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { WhenReady } from '@/components/ui/when-ready'
import { listDemoCustomers } from '@/lib/simulator/list-demo-customers'
import { listPhoneEnvironments } from '@/lib/simulator/list-phone-environments'
import { PhoneDesk, PhoneDeskSkeleton } from './phone-desk'
import { pathOf } from './phone-path'

export const metadata: Metadata = { title: 'Demo phone' }

export default function PhonePage({ searchParams }: PageProps<'/simulator'>) {
  return (
    <>
      <PageHeader
        title="Demo phone"
        description="A simulated iPhone running the reference SDK. It calls the public API and receives pushes through the APNs simulator."
      />
      <WhenReady
        fallback={<PhoneDeskSkeleton />}
        content={() =>
          searchParams.then(({ in: asked }) => PhoneOf({ asked: typeof asked === 'string' ? asked : undefined }))
        }
      />
    </>
  )
}

async function PhoneOf({ asked }: { asked: string | undefined }) {
  const lastPlace = (await cookies()).get('place')?.value
  const found = await forPage(async (ctx) => {
    const environments = await listPhoneEnvironments(ctx, {})
    const at = (path: string | undefined) => environments.find((one) => pathOf(one) === path)
    const environment = at(asked) ?? at(lastPlace) ?? environments[0]
    if (!environment) return undefined
    return { environments, environment, customers: await listDemoCustomers(ctx, { environmentId: environment.id }) }
  })
  if (found) return <PhoneDesk key={found.environment.id} {...found} />
  return (
    <EmptyState title="No environment uses the simulator">
      The demo phone acts as a customer, so it needs an environment that uses the APNs simulator and has a publishable
      key. Set up both in the environment’s settings.
    </EmptyState>
  )
}
