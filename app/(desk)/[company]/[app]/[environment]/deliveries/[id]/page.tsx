import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { Suspense } from 'react'
import { environmentFor, forPage } from '@/app/_server/doors'
import { PageHeader } from '@/components/ui/page-header'
import { Skeleton } from '@/components/ui/skeleton'
import { showDelivery } from '@/lib/deliveries/show-delivery'
import { deliveryKey } from '../delivery.query'
import { DeliveryDetail } from '../delivery-detail'

type Props = PageProps<'/[company]/[app]/[environment]/deliveries/[id]'>

export const metadata: Metadata = { title: 'Delivery' }

export default function DeliveryPage({ params }: Props) {
  return (
    <Suspense fallback={<DeliverySkeleton />}>
      {params.then(({ id, ...place }) => (
        <OneDelivery id={id} place={place} />
      ))}
    </Suspense>
  )
}

async function OneDelivery({
  id,
  place,
}: {
  id: string
  place: { company: string; app: string; environment: string }
}) {
  const { base, delivery } = await forPage(async (ctx) => {
    const environment = await environmentFor(ctx, place)
    return {
      base: `${environment.path}/deliveries`,
      delivery: await showDelivery(ctx, { environmentId: environment.id, deliveryId: id }),
    }
  })
  const client = new QueryClient()
  client.setQueryData(deliveryKey(base, id), delivery)
  return (
    <>
      <PageHeader title={delivery.title ?? delivery.body ?? 'Delivery'} />
      <HydrationBoundary state={dehydrate(client)}>
        <DeliveryDetail base={base} id={id} isWide />
      </HydrationBoundary>
    </>
  )
}

function DeliverySkeleton() {
  return (
    <div className="flex flex-col gap-4">
      <Skeleton className="h-7 w-72" />
      <Skeleton className="h-6 w-full" />
      <Skeleton className="h-96 w-full" />
    </div>
  )
}
