'use client'

import { useQuery } from '@tanstack/react-query'
import { Lightbulb } from 'lucide-react'
import type { Route } from 'next'
import { DeliveryStateBadge } from '@/components/deliveries/delivery-state'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { Callout } from '@/components/ui/callout'
import { SimulatedBadge } from '@/components/ui/environment-badge'
import { Skeleton } from '@/components/ui/skeleton'
import { CodeBlock } from '@/components/ui/text/code-block'
import { typeLabels } from '@/lib/deliveries/delivery-labels'
import { formatNumber } from '@/lib/format/number'
import { type Delivery, oneDelivery } from './delivery.query'
import { DeliveryFacts } from './delivery-facts'
import { DeliverySiblings } from './delivery-siblings'
import { DeliveryTimeline } from './delivery-timeline'
import { SendAgainButton } from './send-again-button'

/** `isWide`: two columns, for the delivery's page. Otherwise one, for the sheet. */
export function DeliveryDetail({ base, id, isWide }: { base: string; id: string; isWide?: boolean }) {
  const { data, error, refetch } = useQuery(oneDelivery(base, id))
  if (error && !data)
    return (
      <Callout
        tone="failure"
        title="Couldn’t load this delivery"
        action={<Button onClick={() => refetch()}>Try again</Button>}
      >
        {error.message}
      </Callout>
    )
  if (!data) return <DetailSkeleton />
  const story = (
    <div className="flex min-w-0 flex-col gap-6">
      <Sentence delivery={data} base={base} />
      <DeliveryTimeline delivery={data} />
    </div>
  )
  const facts = (
    <div className="flex min-w-0 flex-col gap-6">
      <DeliveryFacts delivery={data} base={base} />
      {data.textRemoved ? <p className="text-quiet">{data.textRemoved}</p> : <PayloadBlock payload={data.payload} />}
      <DeliverySiblings delivery={data} base={base} />
    </div>
  )
  if (!isWide)
    return (
      <div className="flex flex-col gap-6">
        {story}
        {facts}
      </div>
    )
  return (
    <div className="grid min-w-0 gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1.25fr)_minmax(0,1fr)]">
      {story}
      {facts}
    </div>
  )
}

function Sentence({ delivery, base }: { delivery: Delivery; base: string }) {
  const { summary } = delivery
  return (
    <section aria-label="Summary" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <DeliveryStateBadge {...delivery} />
        <Badge>{typeLabels[delivery.type]}</Badge>
        {delivery.isSimulated && <SimulatedBadge />}
      </div>
      <p className="text-lg" aria-live="polite">
        {summary.sentence}
      </p>
      {summary.likelyCause && <p className="text-quiet">Likely cause: {summary.likelyCause}</p>}
      <p className="flex gap-2 text-quiet">
        <Lightbulb aria-hidden className="mt-0.5 size-4 shrink-0 text-accent-text" />
        <span>
          <span className="sr-only">Next: </span>
          {summary.nextAction}
        </span>
      </p>
      <div className="flex flex-wrap gap-2">
        <RepairLink delivery={delivery} base={base} />
        {delivery.maySendAgain && <SendAgainButton delivery={delivery} base={base} />}
      </div>
    </section>
  )
}

function DetailSkeleton() {
  return (
    <output aria-label="Loading the delivery" className="flex flex-col gap-4">
      <Skeleton className="h-5 w-32" />
      <Skeleton className="h-6 w-full" />
      <Skeleton className="h-40 w-full" />
      <Skeleton className="h-40 w-full" />
    </output>
  )
}

function PayloadBlock({ payload }: { payload: Record<string, unknown> }) {
  const bytes = new TextEncoder().encode(JSON.stringify(payload)).length
  return (
    <CodeBlock
      label={`Payload, ${formatNumber(bytes)} bytes`}
      code={JSON.stringify(payload, null, 2)}
      maxHeightPx={320}
      isWrapped
    />
  )
}

/** Links to the page where this reader can fix the cause. */
function RepairLink({ delivery, base }: { delivery: Delivery; base: string }) {
  const environment = base.replace(/\/deliveries$/, '')
  if (delivery.state === 'accepted') return null
  const { fault } = delivery
  if (fault === 'environment' && delivery.mayRepair)
    return <ButtonLink href={`${environment}/settings?tab=credentials` as Route}>Open APNs keys</ButtonLink>
  if (fault === 'company' && delivery.mayRepair)
    return <ButtonLink href={`${environment}/settings?tab=company-api` as Route}>Open company API</ButtonLink>
  if (fault === 'device' && delivery.deviceId)
    return <ButtonLink href={`${environment}/devices/${delivery.deviceId}` as Route}>Open device</ButtonLink>
  if (delivery.customerId)
    return <ButtonLink href={`${environment}/customers/${delivery.customerId}` as Route}>Open customer</ButtonLink>
  return null
}
