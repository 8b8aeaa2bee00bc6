import { cookies } from 'next/headers'
import { forPage } from '@/app/_server/doors'
import { placesCookie, placesIn } from '@/components/desk/frame/recent-places'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { PageTitle } from '@/components/ui/page-title'
import { WhenReady } from '@/components/ui/when-ready'
import { listDemoCustomers } from '@/lib/simulator/list-demo-customers'
import { listPhoneEnvironments, type PhoneEnvironment } from '@/lib/simulator/list-phone-environments'
import { DemoPhoneScreen, PhoneDeskSkeleton } from './demo-phone-screen'
import { environmentPathOf } from './phone-path'

export default function PhonePage({ searchParams }: PageProps<'/simulator'>) {
  return (
    <>
      <PageTitle>Demo phone</PageTitle>
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
  const [lastPlace] = placesIn((await cookies()).get(placesCookie)?.value)
  const found = await forPage(async (ctx) => {
    const environments = await listPhoneEnvironments(ctx, {})
    const environment = chosen(environments, { asked, lastPlace })
    if (!environment) return undefined
    return { environments, environment, customers: await listDemoCustomers(ctx, { environmentId: environment.id }) }
  })
  if (found) return <DemoPhoneScreen key={found.environment.id} {...found} />
  return (
    <EmptyState title="No environment for the demo phone yet">
      The demo phone acts as a customer, so it needs an environment that uses the APNs simulator and has a publishable
      key. An integration manager or an admin can set up both in the environment’s settings.
    </EmptyState>
  )
}

/**
 * Chooses the environment. Without a request for one, prefers one where the prompt is on, because the phone shows it
 * first.
 */
function chosen(
  environments: PhoneEnvironment[],
  { asked, lastPlace }: { asked: string | undefined; lastPlace: string | undefined },
) {
  const at = (path: string | undefined) => environments.find((one) => environmentPathOf(one) === path)
  const last = at(lastPlace)
  if (last?.isPromptOn) return at(asked) ?? last
  return at(asked) ?? environments.find(({ isPromptOn }) => isPromptOn) ?? last ?? environments[0]
}
