'use client'

import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { promptAct } from '@/app/(desk)/prompt/prompt-acts'
import { Callout } from '@/components/ui/callout'
import { EmptyState } from '@/components/ui/empty-state'
import { Section } from '@/components/ui/section'
import { Skeleton } from '@/components/ui/skeleton'
import { Table, TableCell, TableHead, TableHeader, TableName, TableRow } from '@/components/ui/table'
import type { PlaceInput } from '@/lib/prompts/at-place'
import type { Funnel } from '@/lib/prompts/prompt-results'
import { PropagationMeter } from './propagation-meter'

const ResultsChart = lazy(() => import('./results-chart').then(({ ResultsChart }) => ({ default: ResultsChart })))

const steps = [
  ['eligible', 'Answers “ask”'],
  ['displayed', 'Displayed'],
  ['accepted', 'Accepted'],
  ['dismissed', 'Dismissed'],
  ['system_authorized', 'Allowed by iOS'],
  ['system_denied', 'Refused in iOS'],
  ['registered', 'Registered'],
] as const

export function ResultsPanel({ input, environmentId }: { input: PlaceInput; environmentId: string }) {
  const { data, error } = useQuery({
    queryKey: ['prompt', 'results', environmentId],
    queryFn: ({ signal }) => promptAct('results', { environmentId }, signal),
    refetchInterval: 10_000,
  })
  return (
    <div className="flex flex-col gap-8">
      <PropagationMeter input={input} />
      <Section title="What came of it" description="This app, the last 30 days. Every revision that phones have held.">
        {error && (
          <Callout tone="failure" title="The results could not be read">
            {error.message}
          </Callout>
        )}
        {!data && !error && <Skeleton className="h-72" />}
        {data && data.funnels.length === 0 && (
          <EmptyState title="No phone has asked yet">
            As soon as an app evaluates the prompt, each revision’s funnel appears here.
          </EmptyState>
        )}
        {data && data.days.length > 0 && (
          <Suspense fallback={<Skeleton className="h-64" />}>
            <ResultsChart days={data.days} marks={data.marks} />
          </Suspense>
        )}
        {data && data.funnels.length > 0 && <FunnelTable funnels={data.funnels} />}
      </Section>
    </div>
  )
}

function FunnelTable({ funnels }: { funnels: Funnel[] }) {
  return (
    <Table label="Funnel by revision">
      <TableHead>
        <TableHeader>Revision</TableHeader>
        {steps.map(([step, label]) => (
          <TableHeader key={step} align="right">
            {label}
          </TableHeader>
        ))}
      </TableHead>
      <tbody>
        {funnels.map(({ revision, label, counts }) => (
          <TableRow key={revision}>
            <TableName>{label}</TableName>
            {steps.map(([step]) => (
              <TableCell key={step} align="right">
                {counts[step].toLocaleString('en')}
                {step !== 'eligible' && step !== 'displayed' && counts.displayed > 0 && (
                  <span className="text-faint"> {Math.round((counts[step] / counts.displayed) * 100)} %</span>
                )}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </tbody>
    </Table>
  )
}
