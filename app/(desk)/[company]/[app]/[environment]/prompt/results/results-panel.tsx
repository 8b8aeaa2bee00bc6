'use client'

import { useQuery } from '@tanstack/react-query'
import { Callout } from '@/components/ui/callout'
import { EmptyState } from '@/components/ui/empty-state'
import { onDemand } from '@/components/ui/on-demand'
import { Section } from '@/components/ui/section'
import { Skeleton } from '@/components/ui/skeleton'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import { FunnelTable } from './funnel-table'
import { PropagationMeter } from './propagation-meter'
import { results } from './results.query'

const ResultsChart = onDemand(
  () => import('./results-chart').then((loaded) => loaded.ResultsChart),
  () => <Skeleton className="h-72" />,
)

type Props = { input: PlaceInput; environmentId: string; revision: string }

export function ResultsPanel({ input, environmentId, revision }: Props) {
  const { data, error } = useQuery(results(environmentId))
  return (
    <div className="flex flex-col gap-8">
      <PropagationMeter input={input} revision={revision} />
      <Section
        title="Results by revision"
        description="This app, last 30 days. Includes every revision that a client has fetched."
      >
        {error && (
          <Callout tone="failure" title="Couldn’t load the results">
            {error.message}
          </Callout>
        )}
        {!data && !error && <Skeleton className="h-72" />}
        {data && data.funnels.length === 0 && (
          <EmptyState title="No results yet">Results appear here as soon as an app fetches the prompt.</EmptyState>
        )}
        {data && data.days.length > 0 && <ResultsChart days={data.days} marks={data.marks} />}
        {data && data.funnels.length > 0 && <FunnelTable funnels={data.funnels} />}
      </Section>
    </div>
  )
}
