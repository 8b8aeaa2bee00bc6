import type { IncidentRow } from '@/db/queries/incidents/incidents'
import { familyOf } from '@/lib/incidents/causes'
import type { Placed } from './finding'

const companiesMin = 2
/** Of the companies that sent to that host in the last minutes. */
const openShare = 0.5

type Host = NonNullable<Placed['host']>

const scopeKeys: Record<Host, string> = { production: 'apns', sandbox: 'apns sandbox' }

/** Of an outage of several companies. */
export const isWhole = ({ scopeKey }: Pick<IncidentRow, 'scopeKey'>) => Object.values(scopeKeys).includes(scopeKey)

type Given = { watched: IncidentRow[]; sending: { companyId: string; host: Host | null }[] }

/**
 * A host of APNs away for several companies at once is one outage, not one for each environment. What is open as that stays
 * so while a single environment meets it. Each environment has a simulator of its own, which says nothing about others.
 */
export function foldOutages(findings: Placed[], { watched, sending }: Given): Placed[] {
  return (['production', 'sandbox'] as const).reduce((all, host) => {
    const senders = sending.filter((one) => one.host === host).map(({ companyId }) => companyId)
    return foldedAt(host, all, { watched, senders: new Set(senders) })
  }, findings)
}

type OfHost = Pick<Given, 'watched'> & { senders: ReadonlySet<string> }

function foldedAt(host: Host, findings: Placed[], { watched, senders }: OfHost): Placed[] {
  const scopeKey = scopeKeys[host]
  const outages = findings.filter((one) => one.cause === 'apns_unavailable' && one.host === host)
  const companyIds = new Set(outages.filter(({ opens }) => opens).flatMap(({ companyId }) => companyId ?? []))
  const isOpen = watched.some((one) => one.cause === 'apns_unavailable' && one.scopeKey === scopeKey && !one.closedAt)
  const opens = companyIds.size >= companiesMin && companyIds.size >= senders.size * openShare
  const [first] = outages
  if (!first || !(opens || isOpen)) return findings
  const sum = (key: 'failed' | 'attempts') => outages.reduce((total, { facts }) => total + (facts[key] ?? 0), 0)
  const worst = outages.toSorted((a, b) => (b.facts.failed ?? 0) - (a.facts.failed ?? 0))[0] ?? first
  const one: Placed = {
    cause: 'apns_unavailable',
    companyId: null,
    appId: null,
    scopeKey,
    transport: 'apns',
    opens,
    since: new Date(Math.min(...outages.map(({ since }) => since.getTime()))),
    facts: {
      reason: worst.facts.reason,
      failed: sum('failed'),
      attempts: sum('attempts'),
      lane: 'apns',
      companies: new Set(outages.map(({ companyId }) => companyId)).size,
      host,
    },
    reasons: [...new Set(outages.flatMap(({ reasons = [] }) => reasons))],
    parts: outages.flatMap(({ environmentId, companyId }) =>
      environmentId && companyId ? [{ environmentId, companyId }] : [],
    ),
  }
  return [...findings.filter((finding) => !outages.includes(finding)), one]
}

/** The outage that what is open in one environment turned out to be part of. */
export const outageWith = ({ environmentId, cause }: IncidentRow, findings: Placed[]) =>
  findings.find(
    (one) =>
      familyOf(one.cause).some((known) => known === cause) &&
      one.parts?.some((part) => part.environmentId === environmentId),
  )
