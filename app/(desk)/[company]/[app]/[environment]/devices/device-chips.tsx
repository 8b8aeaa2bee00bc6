import type { Route } from 'next'
import { type FilterChip, FilterChips } from '@/components/ui/filter-chips'
import { facetNames, facetWord, seenWords } from './facet-words'
import { type DeviceSearch, serializeDeviceSearch } from './search'

export function DeviceChips({ listPath, search }: { listPath: string; search: DeviceSearch }) {
  const without = (change: Partial<DeviceSearch>) =>
    serializeDeviceSearch(listPath, { ...search, ...change, after: null }) as Route
  const chips: FilterChip[] = Object.entries(facetNames).flatMap(([facet, name]) => {
    const values: string[] = search[facet as keyof typeof facetNames]
    return values.map((value) => ({
      name,
      value: facetWord(facet, value),
      removeHref: without({ [facet]: values.filter((other) => other !== value) }),
    }))
  })
  if (search.seen)
    chips.push({ name: 'Last registered', value: seenWords[search.seen], removeHref: without({ seen: null }) })
  if (search.q) chips.push({ name: 'Search', value: search.q, removeHref: without({ q: '' }) })
  const clearHref = serializeDeviceSearch(listPath, { sort: search.sort }) as Route
  return <FilterChips chips={chips} clearHref={clearHref} />
}
