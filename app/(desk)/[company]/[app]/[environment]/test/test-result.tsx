'use client'

import { useQuery } from '@tanstack/react-query'
import type { Route } from 'next'
import { useEffect, useRef } from 'react'
import { DeliveryState } from '@/components/deliveries/delivery-state'
import { ButtonLink } from '@/components/ui/button-link'
import { SimulatedBadge } from '@/components/ui/environment-badge'
import { Section } from '@/components/ui/section'
import { Skeleton } from '@/components/ui/skeleton'
import { oneDelivery } from '../deliveries/delivery.query'
import { DeliveryTimeline } from '../deliveries/delivery-timeline'

/** What becomes of the test, stage by stage, down to the phone's receipt. */
export function TestResult({ base, id }: { base: string; id: string }) {
  const place = useRef<HTMLDivElement>(null)
  const { data, error } = useQuery(oneDelivery(base, id))
  useEffect(() => {
    // Newer browsers answer with a promise, which an effect must not return.
    place.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return (
    <div ref={place} className="max-w-2xl scroll-mb-8">
      <Section
        title="Result"
        actions={
          <ButtonLink href={`${base}/${id}` as Route} size="small">
            Open in the log
          </ButtonLink>
        }
      >
        {error && !data && <p className="text-danger-text">{error.message}</p>}
        {!data && !error && <Skeleton className="h-40 w-full" />}
        {data && (
          <>
            <p className="flex flex-wrap items-center gap-2">
              <DeliveryState {...data} />
              {data.isSimulated && <SimulatedBadge />}
            </p>
            <p className="text-lg" aria-live="polite">
              {data.summary.sentence}
            </p>
            {data.state !== 'accepted' && <p className="text-quiet">{data.summary.nextAction}</p>}
            <DeliveryTimeline delivery={data} />
          </>
        )}
      </Section>
    </div>
  )
}
