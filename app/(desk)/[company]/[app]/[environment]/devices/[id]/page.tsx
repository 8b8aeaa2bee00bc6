import type { Metadata } from 'next'
import { environmentFor, forPage } from '@/app/_server/doors'
import { Follow } from '@/app/(desk)/[company]/[app]/[environment]/follow'
import { Skeleton, TableSkeleton } from '@/components/ui/skeleton'
import { WhenReady } from '@/components/ui/when-ready'
import { showDevice } from '@/lib/devices/show-device'
import { isolated } from '@/lib/text/isolated'
import { DeviceCard } from './device-card'
import { DeviceTimeline } from './device-timeline'
import { PhoneQuestions } from './phone-questions'

type Props = PageProps<'/[company]/[app]/[environment]/devices/[id]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await forPage(async (ctx) => {
    const at = await params
    return showDevice(ctx, { environmentId: (await environmentFor(ctx, at)).id, deviceId: at.id })
  })
  return { title: `Device ${isolated(found.device.maskedAddress)}` }
}

export default function DevicePage({ params, searchParams }: Props) {
  return (
    <WhenReady
      fallback={<DeviceSkeleton />}
      content={() =>
        Promise.all([params, searchParams]).then(([at, { after }]) =>
          Device({ at, after: typeof after === 'string' ? after : null }),
        )
      }
    />
  )
}

async function Device({ at, after }: { at: Awaited<Props['params']>; after: string | null }) {
  const deviceId = at.id
  return (
    <>
      <Follow path={`/${at.company}/${at.app}/${at.environment}/devices/${deviceId}`} />
      {await DeviceCard({ at, deviceId })}
      {await PhoneQuestions({ at, deviceId })}
      <WhenReady fallback={<TableSkeleton rows={8} />} content={() => DeviceTimeline({ at, deviceId, after })} />
    </>
  )
}

function DeviceSkeleton() {
  return (
    <output aria-label="Loading" className="flex flex-col gap-6">
      <Skeleton className="h-7 w-56" />
      <Skeleton className="h-56 w-full" />
    </output>
  )
}
