import { Check } from 'lucide-react'
import type { Route } from 'next'
import { cache } from 'react'
import { forPage } from '@/app/_server/doors'
import { Link } from '@/components/ui/link'
import { CutNote } from '@/components/ui/text/cut-note'
import { Outside } from '@/components/ui/text/outside'
import { countDevicesByFacet } from '@/lib/devices/list-devices'
import { formatNumber } from '@/lib/format/number'
import { type DeviceFacetName, deviceFacetNames, facetWord, seenLabels } from './facet-labels'
import { type DeviceSearch, type deviceSearchFilters, seenRanges, serializeDeviceSearch } from './search'

type Filters = ReturnType<typeof deviceSearchFilters>
type Props = { environmentId: string; filters: Filters }

/** Cached per request, because both the count and the facets read it. */
const counted = cache((environmentId: string, filters: Filters) =>
  forPage((ctx) => countDevicesByFacet(ctx, { environmentId, ...filters })),
)

export async function DeviceCount({ environmentId, filters }: Props) {
  const { count, isMore } = await counted(environmentId, filters)
  return (
    <p role="status" className="text-faint text-sm">
      {isMore ? `More than ${formatNumber(count)}` : formatNumber(count)} {count === 1 ? 'device' : 'devices'}
    </p>
  )
}

export async function DeviceFacets({
  environmentId,
  filters,
  listPath,
  search,
}: Props & { listPath: string; search: DeviceSearch }) {
  const { facets, count, isMore } = await counted(environmentId, filters)
  const href = (change: Partial<DeviceSearch>) =>
    serializeDeviceSearch(listPath, { ...search, ...change, after: null }) as Route
  const toggled = (facet: DeviceFacetName, value: string) => {
    const chosen: string[] = search[facet]
    return href({ [facet]: chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value] })
  }
  return (
    <nav aria-label="Filter devices" className="flex flex-col gap-5">
      {Object.entries(deviceFacetNames).map(([name, heading]) => {
        const facet = name as DeviceFacetName
        const { values = [], isCut = false } = facets.find((one) => one.facet === facet) ?? {}
        if (values.length < 2 && search[facet].length === 0) return null
        const unlisted = search[facet].filter((chosen) => !values.some(({ value }) => value === chosen))
        return (
          <Facet key={facet} heading={heading}>
            {values.map(({ value, count }) => (
              <Choice
                key={value}
                href={toggled(facet, value ?? '')}
                isChosen={search[facet].some((one) => one === value)}
                word={facetWord(facet, value ?? '')}
                count={count}
              />
            ))}
            {unlisted.map((value) => (
              <Choice key={value} href={toggled(facet, value)} isChosen word={facetWord(facet, value)} />
            ))}
            {isCut && <CutNote>Only the {values.length} most common are listed.</CutNote>}
          </Facet>
        )
      })}
      {isMore && <CutNote>Counts cover the newest {formatNumber(count)} devices.</CutNote>}
      <Facet heading="Last registered">
        {seenRanges.map((range) => (
          <Choice
            key={range}
            href={href({ seen: search.seen === range ? null : range })}
            isChosen={search.seen === range}
            word={seenLabels[range]}
          />
        ))}
      </Facet>
    </nav>
  )
}

function Facet({ heading, children }: { heading: string; children: React.ReactNode }) {
  return (
    <section aria-label={heading}>
      <h2 className="mb-1 text-faint text-sm">{heading}</h2>
      <ul>{children}</ul>
    </section>
  )
}

function Choice({ href, isChosen, word, count }: { href: Route; isChosen: boolean; word: string; count?: number }) {
  return (
    <li>
      <Link
        href={href}
        scroll={false}
        prefetch={false}
        aria-current={isChosen || undefined}
        className="-mx-2 flex min-h-7 items-center gap-2 rounded-control px-2 hover:bg-hover aria-[current]:font-medium aria-[current]:text-accent-text"
      >
        <span className="min-w-0 flex-1 truncate">
          <Outside>{word}</Outside>
        </span>
        {isChosen && <Check aria-hidden className="size-3.5 shrink-0" />}
        {count !== undefined && <span className="text-faint text-sm tabular-nums">{formatNumber(count)}</span>}
      </Link>
    </li>
  )
}
