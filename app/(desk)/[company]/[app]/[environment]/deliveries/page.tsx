import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import { cookies } from 'next/headers'
import type { SearchParams } from 'nuqs/server'
import { environmentFor, forPage } from '@/app/_server/doors'
import { EnvironmentTitle } from '@/app/_server/environment-title'
import { PageHeader } from '@/components/ui/page-header'
import { Skeleton, TableSkeleton } from '@/components/ui/skeleton'
import { WhenReady } from '@/components/ui/when-ready'
import { listDeliveries } from '@/lib/deliveries/log/list-deliveries'
import { env } from '@/lib/env'
import { roleMay } from '@/lib/permissions'
import { chosenDeliveryColumns, deliveryColumnsCookie } from './columns'
import { DeliveryLog } from './delivery-log'
import { pagesKey } from './delivery-log.query'
import { deliveryFiltersOf } from './filters'
import { loadFilters } from './search-params'

type Props = PageProps<'/[company]/[app]/[environment]/deliveries'>

export default function DeliveriesPage({ params, searchParams }: Props) {
  return (
    <>
      <EnvironmentTitle page="Deliveries" params={params} />
      <div data-wide className="flex flex-col gap-6">
        <PageHeader
          title="Deliveries"
          description="All push deliveries with their attempts and responses, newest first."
        />
        <WhenReady
          fallback={<LogSkeleton />}
          content={() => Promise.all([params, searchParams]).then(([place, search]) => Log({ place, search }))}
        />
      </div>
    </>
  )
}

async function Log({ place, search }: { place: Awaited<Props['params']>; search: SearchParams }) {
  const filters = loadFilters(search)
  const columns = chosenDeliveryColumns((await cookies()).get(deliveryColumnsCookie)?.value)
  const { base, environmentId, mayExport, mayRecover, maySend, page } = await forPage(async (ctx) => {
    const environment = await environmentFor(ctx, place)
    return {
      base: `${environment.path}/deliveries`,
      environmentId: environment.id,
      mayExport: roleMay(environment.role, 'delivery.export'),
      mayRecover: roleMay(environment.role, 'delivery.recover'),
      maySend: roleMay(environment.role, 'test.send'),
      page: await listDeliveries(ctx, { environmentId: environment.id, filters: deliveryFiltersOf(filters) }),
    }
  })
  const client = new QueryClient()
  client.setQueryData(pagesKey({ base, filters }), { pages: [page], pageParams: [null] })
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <DeliveryLog
        columns={columns}
        {...{ base, environmentId }}
        mayExport={mayExport}
        mayRecover={mayRecover}
        maySend={maySend}
        retentionDays={env().RETENTION_DAYS}
      />
    </HydrationBoundary>
  )
}

function LogSkeleton() {
  return (
    <div className="flex flex-col gap-6">
      <Skeleton className="h-8 w-full" />
      <Skeleton className="h-24 w-full" />
      <TableSkeleton rows={14} />
    </div>
  )
}
