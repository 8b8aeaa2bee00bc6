import { z } from 'zod'
import { environmentFor, forPage } from '@/app/_server/doors'
import { EnvironmentTitle } from '@/app/_server/environment-title'
import { Callout } from '@/components/ui/callout'
import { PageHeader } from '@/components/ui/page-header'
import { Skeleton } from '@/components/ui/skeleton'
import { WhenReady } from '@/components/ui/when-ready'
import { showDevice } from '@/lib/devices/show-device'
import { countTestsLeft, testsPerMinuteMax } from '@/lib/notifications/send-test'
import { roleMay } from '@/lib/permissions'
import { TestScreen } from './test-screen'

type Props = PageProps<'/[company]/[app]/[environment]/test'>

export default function TestPage({ params, searchParams }: Props) {
  return (
    <>
      <EnvironmentTitle page="Send test" params={params} />
      <PageHeader
        title="Send test"
        description="Send one notification to one device and follow it to the phone. Tests appear in Deliveries and in the audit log."
      />
      <WhenReady
        fallback={<Skeleton className="h-96 w-full" />}
        content={() =>
          Promise.all([params, searchParams]).then(([place, { device, sent }]) =>
            Desk({ place, deviceId: idIn(device), sentId: idIn(sent) }),
          )
        }
      />
    </>
  )
}

type Given = { place: Awaited<Props['params']>; deviceId: string | undefined; sentId: string | undefined }

async function Desk({ place, deviceId, sentId }: Given) {
  const shown = await forPage(async (ctx) => {
    const environment = await environmentFor(ctx, place)
    if (!roleMay(environment.role, 'test.send')) return undefined
    const environmentId = environment.id
    return {
      environment,
      testsLeft: await countTestsLeft(ctx, { environmentId }),
      device: deviceId && (await chosen(ctx, { environmentId, deviceId })),
    }
  })
  if (!shown)
    return (
      <Callout title="Your role can’t send tests">
        Ask someone in support, an integration manager, or an admin. The result appears in Deliveries for everyone.
      </Callout>
    )
  const { environment, testsLeft, device } = shown
  return (
    <TestScreen
      key={deviceId}
      base={environment.path}
      environmentId={environment.id}
      appName={environment.app.name}
      companySlug={place.company}
      isProduction={environment.name === 'production'}
      quota={{ left: testsLeft, at: new Date(), perMinuteMax: testsPerMinuteMax }}
      device={device || undefined}
      sentId={sentId}
    />
  )
}

const idIn = (given: string | string[] | undefined) => z.uuid().safeParse(given).data

async function chosen(...[ctx, one]: Parameters<typeof showDevice>) {
  const { device, customer } = await showDevice(ctx, one)
  const { id, kind, maskedAddress, model, status, permission } = device
  const customerName = customer.userId ?? customer.anonymousId ?? 'Unknown customer'
  return { deviceId: id, kind, maskedAddress, customerName, model, status, permission }
}
