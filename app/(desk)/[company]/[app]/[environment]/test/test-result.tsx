'use client'

import { useQuery } from '@tanstack/react-query'
import type { Route } from 'next'
import { useEffect, useRef } from 'react'
import { DeliveryTimeline } from '@/app/(desk)/[company]/[app]/[environment]/deliveries/delivery-timeline'
import { DeliveryStateBadge } from '@/components/deliveries/delivery-state'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { SimulatedBadge } from '@/components/ui/environment-badge'
import { Section } from '@/components/ui/section'
import { Skeleton } from '@/components/ui/skeleton'
import { type Followed, testStages } from './test-notification.query'

/** The test's progress, stage by stage, up to the phone's receipt. */
export function TestResult({ base, id }: { base: string; id: string }) {
  const place = useRef<HTMLDivElement>(null)
  const { data, error, isFetching, refetch } = useQuery(testStages(id))
  const stage = data?.stage
  useEffect(() => {
    // scrollIntoView returns a promise in newer browsers, which an effect must not return.
    place.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return (
    <div ref={place} className="max-w-2xl scroll-mb-8">
      <Section
        title="Result"
        actions={
          <ButtonLink href={`${base}/${id}` as Route} size="small">
            Open in Deliveries
          </ButtonLink>
        }
      >
        {error && !stage && <p className="text-danger-text">{error.message}</p>}
        {!stage && !error && <Skeleton className="h-40 w-full" />}
        {stage && (
          <>
            <p className="flex flex-wrap items-center gap-2">
              <DeliveryStateBadge {...stage} />
              {stage.isSimulated && <SimulatedBadge />}
            </p>
            <p className="text-lg" aria-live="polite">
              {stage.summary.sentence}
            </p>
            {stage.state !== 'accepted' && <p className="text-quiet">{stage.summary.nextAction}</p>}
            <DeliveryTimeline delivery={stage} />
            <Following followed={data} isFollowing={isFetching} problem={error?.message} onContinue={() => refetch()} />
          </>
        )}
      </Section>
    </div>
  )
}

type Props = { followed: Followed; isFollowing: boolean; problem: string | undefined; onContinue: () => void }

/** Says whether more stages are expected and, if not, what to do. */
function Following({ followed, isFollowing, problem, onContinue }: Props) {
  if (isFollowing)
    return (
      <p role="status" className="text-quiet">
        {followed.isLost ? 'The connection was lost. Connecting again…' : 'Waiting for the next stage…'}
      </p>
    )
  const words = problem ?? (followed.end === 'time' ? timeIsOver : followed.message)
  if (!words) return null
  return (
    <div role="status" className="flex flex-wrap items-center gap-3">
      <p className="text-quiet">{words}</p>
      <Button size="small" onClick={onContinue}>
        Keep waiting
      </Button>
    </div>
  )
}

const timeIsOver = 'Nothing new for 5 minutes. This page stopped waiting for a receipt.'
