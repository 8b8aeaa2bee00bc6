import type { Metadata } from 'next'
import { Suspense } from 'react'
import { environmentFor, forPage } from '@/app/_server/doors'
import { PageHeader } from '@/components/ui/page-header'
import { TableSkeleton } from '@/components/ui/skeleton'
import { DeviceList } from './device-list'
import { loadDeviceSearch } from './search'

type Props = PageProps<'/[company]/[app]/[environment]/devices'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const place = await forPage(async (ctx) => environmentFor(ctx, await params))
  return { title: `Devices · ${place.app.name} ${place.name}` }
}

export default function DevicesPage({ params, searchParams }: Props) {
  return (
    <>
      <PageHeader title="Devices" description="Where this app’s customers can be reached." />
      <Suspense fallback={<TableSkeleton rows={14} />}>
        {Promise.all([params, loadDeviceSearch(searchParams)]).then(([at, search]) => (
          <DeviceList at={at} search={search} />
        ))}
      </Suspense>
    </>
  )
}
