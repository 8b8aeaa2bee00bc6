import type { IncidentRow } from '@/db/queries/incidents/incidents'
import { familyOf } from '@/lib/incidents/causes'
import type { Placed } from './finding'

const companiesMin = 2
/** The share of companies among those that sent to the host in the last minutes. */
const openShare = 0.5

type Host = NonNullable<Placed['host']>

const scopeKeys: Record<Host, string> = { production: 'apns', sandbox: 'apns sandbox' }

/** Whether the incident is an outage for several companies. */
export const isWhole = ({ scopeKey }: Pick<IncidentRow, 'scopeKey'>) => Object.values(scopeKeys).includes(scopeKey)

type Given = { watched: IncidentRow[]; sending: { companyId: string; host: Host | null }[] }

/**
 * Folds the outages of an APNs host for several companies into one. An open one stays a single outage as long as any
 * environment still has it. Each environment has its own simulator, which says nothing about the others.
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

/** The larger outage that one environment's incident is part of. */
export const outageWith = ({ environmentId, cause }: IncidentRow, findings: Placed[]) =>
  findings.find(
    (one) =>
      familyOf(one.cause).some((known) => known === cause) &&
      one.parts?.some((part) => part.environmentId === environmentId),
  )
