import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import { environmentFor, forPage } from '@/app/_server/doors'
import { deliveryKey } from '@/app/(desk)/[company]/[app]/[environment]/deliveries/delivery.query'
import { DeliveryDetail } from '@/app/(desk)/[company]/[app]/[environment]/deliveries/delivery-detail'
import { PageHeader } from '@/components/ui/page-header'
import { PageTitle } from '@/components/ui/page-title'
import { Skeleton } from '@/components/ui/skeleton'
import { Outside } from '@/components/ui/text/outside'
import { WhenReady } from '@/components/ui/when-ready'
import type { EnvironmentPath } from '@/lib/companies/environment-at'
import { showDelivery } from '@/lib/deliveries/log/show-delivery'
import { isolated } from '@/lib/text/isolated'

type Props = PageProps<'/[company]/[app]/[environment]/deliveries/[id]'>

export default function DeliveryPage({ params }: Props) {
  return <WhenReady fallback={<DeliverySkeleton />} content={() => params.then((at) => OneDelivery({ at }))} />
}

type DeliveryPath = EnvironmentPath & { id: string }

const deliveryAt = (at: DeliveryPath) =>
  forPage(async (ctx) => {
    const environment = await environmentFor(ctx, at)
    return {
      base: `${environment.path}/deliveries`,
      delivery: await showDelivery(ctx, { environmentId: environment.id, deliveryId: at.id }),
    }
  })

const titleOf = ({ title, body }: { title: string | null; body: string | null }) => title ?? body ?? 'Delivery'

async function OneDelivery({ at }: { at: DeliveryPath }) {
  const { base, delivery } = await deliveryAt(at)
  const client = new QueryClient()
  client.setQueryData(deliveryKey(base, at.id), delivery)
  return (
    <>
      <PageTitle>{`Delivery “${isolated(titleOf(delivery))}” to ${isolated(delivery.customerName ?? delivery.maskedAddress)}`}</PageTitle>
      <PageHeader title={<Outside>{titleOf(delivery)}</Outside>} />
      <HydrationBoundary state={dehydrate(client)}>
        <DeliveryDetail base={base} id={at.id} isWide />
      </HydrationBoundary>
    </>
  )
}

function DeliverySkeleton() {
  return (
    <div className="flex flex-col gap-4">
      <PageTitle>Delivery</PageTitle>
      <Skeleton className="h-7 w-72" />
      <Skeleton className="h-6 w-full" />
      <Skeleton className="h-96 w-full" />
    </div>
  )
}
