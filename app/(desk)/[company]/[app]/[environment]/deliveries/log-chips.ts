import type { Route } from 'next'
import type { FilterChip } from '@/components/ui/filter-chips'
import { stateWord } from '@/components/ui/state-badge'
import { reasonWord } from '@/lib/apns/explanations/reason-word'
import { transportLabels, typeLabels } from '@/lib/deliveries/delivery-labels'
import { formatDateTime } from '@/lib/format/date'
import { lastSpans } from './last-spans'
import { type FilterParams, noFilters, writeFilters } from './search-params'

type Shown = { customerName?: string | null; timeZone: string }

/** The active filters as text, each with the URL that removes it. */
export function chipsOf(base: string, filters: FilterParams, { customerName, timeZone }: Shown): FilterChip[] {
  const without = (change: Partial<FilterParams>) => `${base}${writeFilters({ ...filters, ...change })}` as Route
  const chips: FilterChip[] = []
  const list = <Value extends string>(
    name: string,
    key: 'state' | 'reason' | 'type' | 'transport',
    values: readonly Value[] | null,
    word: (value: Value) => string,
  ) => {
    for (const value of values ?? []) {
      const rest = (values ?? []).filter((other) => other !== value)
      chips.push({ name, value: word(value), removeHref: without({ [key]: rest.length > 0 ? rest : null }) })
    }
  }
  list('Status', 'state', filters.state, stateWord)
  list('Reason', 'reason', filters.reason, reasonWord)
  list('Type', 'type', filters.type, (type) => typeLabels[type])
  list('Sent via', 'transport', filters.transport, (transport) => transportLabels[transport])
  const one = (name: string, value: string | null | undefined, change: Partial<FilterParams>) => {
    if (value) chips.push({ name, value, removeHref: without(change) })
  }
  one('Simulated', yesNo(filters.simulated), { simulated: null })
  one('Response lost', yesNo(filters.uncertain), { uncertain: null })
  one('Customer', filters.customer && (customerName ?? filters.customer), { customer: null })
  one('Device', filters.device, { device: null })
  one('Notification', filters.notification, { notification: null })
  one('Conversation', filters.conversation, { conversation: null })
  one('Time', filters.from || filters.until ? null : timeWord(filters.last), { last: null })
  one('From', filters.from && formatDateTime(filters.from, { timeZone }), { from: null })
  one('Until', filters.until && formatDateTime(filters.until, { timeZone }), { until: null })
  return chips
}

export const clearHref = (base: string) => `${base}${writeFilters(noFilters)}` as Route

const timeWord = (last: FilterParams['last']) => last && (last === 'all' ? 'all that is kept' : lastSpans[last].words)
const yesNo = (value: boolean | null) => (value === null ? null : value ? 'Yes' : 'No')
