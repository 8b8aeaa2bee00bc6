import type { OutcomeSplit } from '@/lib/companies/outcome-split'
import { SplitBar } from '../ui/meter'

const outcomes = [
  { key: 'accepted', name: 'accepted' },
  { key: 'suppressed', name: 'suppressed' },
  { key: 'failed', name: 'failed' },
  { key: 'expired', name: 'expired' },
  { key: 'waiting', name: 'waiting' },
] as const

export const countWords = (count: number, isCapped = false) => `${count.toLocaleString('en')}${isCapped ? '+' : ''}`

/** A bar of what became of the deliveries. The numbers stand beside it, in words. */
export function OutcomeBar({ split }: { split: OutcomeSplit }) {
  return <SplitBar label="Outcomes" parts={outcomes.map(({ key, name }) => ({ name, value: split[key], tone: key }))} />
}

export { outcomes }
