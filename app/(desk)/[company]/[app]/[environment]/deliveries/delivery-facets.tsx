'use client'

import { useQuery } from '@tanstack/react-query'
import { Check } from 'lucide-react'
import { classNames } from '@/components/ui/class-names'
import { Skeleton } from '@/components/ui/skeleton'
import { stateWord } from '@/components/ui/state-badge'
import { CutNote } from '@/components/ui/text/cut-note'
import { reasonWord } from '@/lib/apns/explanations/reason-word'
import {
  type DeliveryState,
  type NotificationType,
  type Transport,
  transportLabels,
  typeLabels,
} from '@/lib/deliveries/delivery-labels'
import { formatNumber } from '@/lib/format/number'
import { deliveryFacets, type FacetCounts } from './delivery-log.query'
import type { FilterParams } from './search-params'

type SetFilters = (change: Partial<FilterParams>) => unknown
type Props = { base: string; filters: FilterParams; isLive: boolean; setFilters: SetFilters }

/** Each value with the number of deliveries that would remain. */
export function DeliveryFacets({ base, filters, isLive, setFilters }: Props) {
  const { data } = useQuery(deliveryFacets({ base, filters }, isLive))
  if (!data) return <FacetsSkeleton />
  return (
    <div className="flex flex-col gap-5">
      <Facet
        name="Status"
        values={data.states}
        chosen={filters.state ?? []}
        word={(value) => stateWord(value as DeliveryState)}
        onChoose={(state) => setFilters({ state: state as DeliveryState[] })}
      />
      <Facet
        name="Reason"
        values={data.reasons}
        chosen={filters.reason ?? []}
        word={reasonWord}
        onChoose={(reason) => setFilters({ reason })}
      />
      <Facet
        name="Type"
        values={data.types}
        chosen={filters.type ?? []}
        word={(value) => typeLabels[value as NotificationType]}
        onChoose={(type) => setFilters({ type: type as NotificationType[] })}
      />
      <Facet
        name="Sent via"
        values={data.transports}
        chosen={filters.transport ?? []}
        word={(value) => transportLabels[value as Transport]}
        onChoose={(transport) => setFilters({ transport: transport as Transport[] })}
      />
      <Facet
        name="Response"
        values={data.isUncertain}
        chosen={filters.uncertain === null ? [] : [String(filters.uncertain)]}
        word={(value) => (value === 'true' ? 'Lost at least once' : 'Never lost')}
        onChoose={(values) => setFilters({ uncertain: oneOf(values, filters.uncertain) })}
      />
      <Facet
        name="Simulated"
        values={data.isSimulated}
        chosen={filters.simulated === null ? [] : [String(filters.simulated)]}
        word={(value) => (value === 'true' ? 'Simulated' : 'Not simulated')}
        onChoose={(values) => setFilters({ simulated: oneOf(values, filters.simulated) })}
      />
    </div>
  )
}

/** Allows one of yes and no: the one that was clicked last. */
function oneOf(values: string[], previous: boolean | null): boolean | null {
  const next = values.find((value) => value !== String(previous))
  return next === undefined ? null : next === 'true'
}

type FacetProps = {
  name: string
  values: FacetCounts['states']
  chosen: readonly string[]
  word: (value: string) => string
  onChoose: (values: string[]) => void
}

const shownMax = 9

function Facet({ name, values, chosen, word, onChoose }: FacetProps) {
  const missing = chosen
    .filter((value) => !values.some((known) => known.value === value))
    .map((value) => ({ value, count: 0, isCapped: false }))
  const all = [...values, ...missing]
  const shown = all.filter(({ value }, index) => index < shownMax || chosen.includes(value))
  if (all.length === 0 || (all.length === 1 && chosen.length === 0 && name !== 'Status')) return null
  const leftOut = all.length - shown.length
  const toggled = (value: string) =>
    chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value]
  return (
    <fieldset className="-mx-1.5 flex min-w-0 flex-col gap-px">
      <legend className="mb-1 px-1.5 text-faint text-sm">{name}</legend>
      {shown.map(({ value, count, isCapped }) => {
        const isChosen = chosen.includes(value)
        return (
          <button
            key={value}
            type="button"
            aria-pressed={isChosen}
            onClick={() => onChoose(toggled(value))}
            className={classNames(
              'flex h-7 min-w-0 items-center gap-1.5 rounded-control px-1.5 text-left hover:bg-hover',
              isChosen && 'bg-accent-soft font-medium text-accent-text',
            )}
          >
            <span className="min-w-0 flex-1 truncate">{word(value)}</span>
            {isChosen && <Check aria-hidden className="size-3.5 shrink-0" />}
            <span className={classNames('text-sm tabular-nums', !isChosen && 'text-faint')}>
              {formatNumber(count)}
              {isCapped && '+'}
            </span>
          </button>
        )
      })}
      {leftOut > 0 && (
        <div className="px-1.5 pt-1">
          <CutNote>
            The {shown.length} most common of {all.length}.
          </CutNote>
        </div>
      )}
    </fieldset>
  )
}

const places = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']
function FacetsSkeleton() {
  return (
    <output aria-label="Loading the filters" className="flex flex-col gap-2">
      {places.map((name) => (
        <Skeleton key={name} className="h-5 w-full" />
      ))}
    </output>
  )
}
