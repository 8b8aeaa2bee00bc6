import { countMaxOfCell, type DeliveryCell } from '@/db/queries/deliveries/delivery-counts'
import type { FilterDeliveries } from './filter-deliveries'

export const facetNames = ['states', 'reasons', 'types', 'transports', 'isSimulated', 'isUncertain'] as const
export type FacetName = (typeof facetNames)[number]
/** `isCapped`: at least this many. All counts stop at the same number, so that they can be compared. */
export type FacetValue = { value: string; count: number; isCapped: boolean }
export type Facets = Record<FacetName, FacetValue[]>

const readValue: Record<FacetName, (cell: DeliveryCell) => string | null> = {
  states: (cell) => cell.state,
  reasons: (cell) => cell.reason,
  types: (cell) => cell.type,
  transports: (cell) => cell.transport,
  isSimulated: (cell) => String(cell.isSimulated),
  isUncertain: (cell) => String(cell.isUncertain),
}

/** Counts what choosing each value would leave. A facet's counts apply every filter except the facet's own. */
export function facetsOf(cells: DeliveryCell[], filters: FilterDeliveries): Facets {
  const facet = (name: FacetName) => sumBy(cells.filter(matches(filters, name)), readValue[name])
  return {
    states: facet('states'),
    reasons: facet('reasons'),
    types: facet('types'),
    transports: facet('transports'),
    isSimulated: facet('isSimulated'),
    isUncertain: facet('isUncertain'),
  }
}

const matches = (filters: FilterDeliveries, except: FacetName) => (cell: DeliveryCell) =>
  facetNames.every((name) => {
    const chosen = name === except ? undefined : filters[name]
    if (chosen === undefined) return true
    const value = readValue[name](cell)
    return Array.isArray(chosen)
      ? chosen.length === 0 || (chosen as readonly (string | null)[]).includes(value)
      : String(chosen) === value
  })

function sumBy(cells: DeliveryCell[], value: (cell: DeliveryCell) => string | null): FacetValue[] {
  const sums = new Map<string, FacetValue>()
  for (const cell of cells) {
    const name = value(cell)
    if (name === null) continue
    const sum = sums.get(name) ?? { value: name, count: 0, isCapped: false }
    sums.set(name, { value: name, count: sum.count + cell.count, isCapped: sum.isCapped || cell.isCapped })
  }
  return [...sums.values()]
    .sort((a, b) => b.count - a.count || a.value.localeCompare(b.value))
    .map((sum) => (sum.count < countMaxOfCell ? sum : { ...sum, count: countMaxOfCell, isCapped: true }))
}
