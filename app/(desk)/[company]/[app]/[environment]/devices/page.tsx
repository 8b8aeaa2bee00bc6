import { EnvironmentTitle } from '@/app/_server/environment-title'
import { PageHeader } from '@/components/ui/page-header'
import { TableSkeleton } from '@/components/ui/skeleton'
import { WhenReady } from '@/components/ui/when-ready'
import { DeviceList } from './device-list'
import { loadDeviceSearch } from './search'

type Props = PageProps<'/[company]/[app]/[environment]/devices'>

export default function DevicesPage({ params, searchParams }: Props) {
  return (
    <>
      <EnvironmentTitle page="Devices" params={params} />
      <PageHeader title="Devices" description="Devices registered for push notifications in this environment." />
      <WhenReady
        fallback={<TableSkeleton rows={14} />}
        content={() =>
          Promise.all([params, loadDeviceSearch(searchParams)]).then(([at, search]) => DeviceList({ at, search }))
        }
      />
    </>
  )
}
