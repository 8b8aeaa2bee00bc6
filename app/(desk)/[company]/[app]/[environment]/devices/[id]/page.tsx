import { Follow } from '@/components/desk/follow/follow'
import { PageTitle } from '@/components/ui/page-title'
import { Skeleton, TableSkeleton } from '@/components/ui/skeleton'
import { WhenReady } from '@/components/ui/when-ready'
import { DeviceCard } from './device-card'
import { deviceHash } from './device-on-page'
import { DeviceTimeline } from './device-timeline'
import { PhoneQuestions } from './phone-questions'

type Props = PageProps<'/[company]/[app]/[environment]/devices/[id]'>

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
      <Follow
        path={`/${at.company}/${at.app}/${at.environment}/devices/${deviceId}`}
        shown={deviceHash(at, deviceId)}
      />
      {await DeviceCard({ at, deviceId })}
      {await PhoneQuestions({ at, deviceId })}
      <WhenReady fallback={<TableSkeleton rows={8} />} content={() => DeviceTimeline({ at, deviceId, after })} />
    </>
  )
}

function DeviceSkeleton() {
  return (
    <output aria-label="Loading" className="flex flex-col gap-6">
      <PageTitle>Device</PageTitle>
      <Skeleton className="h-7 w-56" />
      <Skeleton className="h-56 w-full" />
    </output>
  )
}
