import type { IncidentRow } from '@/db/queries/incidents/incidents'
import type { Placed } from './finding'

const companiesMin = 2
/** Of the companies that sent through APNs in the last minutes. */
const openShare = 0.5

export const everywhere = 'apns'

type Given = { watched: IncidentRow[]; sending: ReadonlySet<string> }

/**
 * APNs away for several companies at once is one outage, not one for each environment. What is open as that stays so while a
 * single environment meets it.
 */
export function foldOutages(findings: Placed[], { watched, sending }: Given): Placed[] {
  const outages = findings.filter(({ cause, environmentId }) => cause === 'apns_unavailable' && environmentId)
  const companyIds = new Set(outages.filter(({ opens }) => opens).flatMap(({ companyId }) => companyId ?? []))
  const isOpen = watched.some(
    ({ cause, scopeKey, closedAt }) => cause === 'apns_unavailable' && scopeKey === everywhere && !closedAt,
  )
  const opens = companyIds.size >= companiesMin && companyIds.size >= sending.size * openShare
  const [first] = outages
  if (!first || !(opens || isOpen)) return findings
  const sum = (key: 'failed' | 'attempts') => outages.reduce((total, { facts }) => total + (facts[key] ?? 0), 0)
  const worst = outages.toSorted((a, b) => (b.facts.failed ?? 0) - (a.facts.failed ?? 0))[0] ?? first
  const one: Placed = {
    cause: 'apns_unavailable',
    companyId: null,
    appId: null,
    scopeKey: everywhere,
    transport: 'apns',
    opens,
    since: new Date(Math.min(...outages.map(({ since }) => since.getTime()))),
    facts: {
      reason: worst.facts.reason,
      failed: sum('failed'),
      attempts: sum('attempts'),
      lane: 'apns',
      companies: new Set(outages.map(({ companyId }) => companyId)).size,
    },
    reasons: [...new Set(outages.flatMap(({ reasons = [] }) => reasons))],
    parts: outages.flatMap(({ environmentId, companyId }) =>
      environmentId && companyId ? [{ environmentId, companyId }] : [],
    ),
  }
  return [...findings.filter((finding) => !outages.includes(finding)), one]
}
