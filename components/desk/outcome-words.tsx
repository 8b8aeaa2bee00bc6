import { SplitBar } from '@/components/ui/meter'
import type { OutcomeKey, OutcomeSplit } from '@/lib/companies/outcome-split'
import { formatNumber } from '@/lib/format/number'

const outcomes = [
  { key: 'accepted', name: 'accepted' },
  { key: 'suppressed', name: 'suppressed' },
  { key: 'failed', name: 'failed' },
  { key: 'expired', name: 'expired' },
  { key: 'waiting', name: 'waiting' },
] as const

export const countWords = (count: number, isCapped = false) => `${formatNumber(count)}${isCapped ? '+' : ''}`

/** One outcome's count, with a plus if counting stopped early. */
export const outcomeWords = (split: OutcomeSplit, outcome: OutcomeKey) =>
  countWords(split[outcome], split.cappedOutcomes.includes(outcome))

/** A bar of delivery outcomes. Show the numbers in words beside it. */
export function OutcomeBar({ split }: { split: OutcomeSplit }) {
  return <SplitBar label="Outcomes" parts={outcomes.map(({ key, name }) => ({ name, value: split[key], tone: key }))} />
}

export { outcomes }
