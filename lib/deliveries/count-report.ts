import { Counter } from 'prom-client'

/** Reasons come from companies, so their number has to be limited. */
const reasonsMax = 40

const reports = new Counter({
  name: 'pushdesk_reported_outcomes_total',
  help: 'What companies reported after their API had accepted a delivery, by state and reason; a changed report counts again.',
  labelNames: ['state', 'reason'] as const,
})
const told = new Set<string>()

export function countReport({ state, reason }: { state: string; reason: string | null }) {
  const said = reason ?? 'none'
  if (told.size < reasonsMax) told.add(said)
  reports.inc({ state, reason: told.has(said) ? said : 'other' })
}
