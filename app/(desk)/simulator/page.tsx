import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { Suspense } from 'react'
import { forPage } from '@/app/_server/doors'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { listDemoCustomers } from '@/lib/simulator/list-demo-customers'
import { listPhoneEnvironments } from '@/lib/simulator/list-phone-environments'
import { PhoneDesk, PhoneDeskSkeleton } from './phone-desk'
import { pathOf } from './phone-path'

export const metadata: Metadata = { title: 'Phone' }

export default function PhonePage({ searchParams }: PageProps<'/simulator'>) {
  return (
    <>
      <PageHeader
        title="Phone"
        description="An iPhone with the company’s app. It runs the SDK over the public API, and gets real pushes through the simulated APNs."
      />
      <Suspense fallback={<PhoneDeskSkeleton />}>
        {searchParams.then(({ in: asked }) => (
          <PhoneOf asked={typeof asked === 'string' ? asked : undefined} />
        ))}
      </Suspense>
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
    <EmptyState title="No simulated environment">
      The phone acts for customers, so it works only where APNs is simulated and a publishable key exists. Set an
      environment to the simulator in its settings, or make a key there.
    </EmptyState>
  )
}
