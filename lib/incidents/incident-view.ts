import type { ShownIncident } from '@/db/queries/incidents/incidents'
import type { Affected } from '@/db/schema/incidents'
import { causeNamed } from './causes'
import { changeWords } from './change-words'
import type { IncidentFacts } from './facts'
import type { Told } from './told'
import { tellIncident } from './words'

export type IncidentView = Told & {
  id: string
  cause: string
  severity: 'warning' | 'critical'
  state: 'open' | 'closed'
  openedAt: Date
  closedAt: Date | null
  /** Slugs and names. A platform incident has only the environment of its APNs host, if any. */
  scope: { company?: string; app?: string; environment?: 'production' | 'sandbox' }
  placeName: string
  environmentId: string | null
  path: string | null
  /** The incident for several companies that this one became part of, while that one is open. */
  partOf: string | null
  affected: Affected
  /** Describes the change just before the incident. */
  changeBefore: string | null
  acknowledgedAt: Date | null
  acknowledgedBy: string | null
  mutedUntil: Date | null
  mutedBy: string | null
  muteReason: string | null
}

const untold: Told = {
  title: 'An incident of a newer version',
  sentence: 'A newer version of Pushdesk opened this incident, and this one has no words for it.',
  meanwhile: '',
  nextAction: { who: 'operator', sentence: 'Update every process of Pushdesk to the same version.' },
}

/** Returns the incident as its reader may see it. A platform incident counts only the reader's companies. */
export function incidentView(
  { incident, companySlug, companyName, appSlug, appName, environmentName }: ShownIncident,
  { companyIds }: { companyIds: readonly string[] | 'all' },
): IncidentView {
  const { id, severity, openedAt, closedAt, environmentId, changeBefore } = incident
  const cause = causeNamed(incident.cause)
  const facts = incident.facts as IncidentFacts
  const told = cause ? tellIncident(cause, facts, { isOpen: closedAt === null }) : untold
  const environment = environmentName ?? facts.host
  const hasPlace = companySlug && appSlug && environmentName
  return {
    ...told,
    id,
    cause: incident.cause,
    severity,
    state: closedAt ? 'closed' : 'open',
    openedAt,
    closedAt,
    scope: {
      ...(companySlug && { company: companySlug }),
      ...(appSlug && { app: appSlug }),
      ...(environment && { environment }),
    },
    placeName: hasPlace
      ? `${appName}, ${environmentName}`
      : (companyName ?? (environment ? `All companies, ${environment}` : 'All companies')),
    environmentId,
    path: hasPlace ? `/${companySlug}/${appSlug}/${environmentName}` : null,
    partOf: (closedAt && facts.joined) ?? null,
    affected: affectedFor(incident, companyIds),
    changeBefore: changeBefore && changeWords(changeBefore),
    acknowledgedAt: incident.acknowledgedAt,
    acknowledgedBy: incident.acknowledgedBy,
    mutedUntil: incident.mutedUntil,
    mutedBy: incident.mutedBy,
    muteReason: incident.muteReason,
  }
}

function affectedFor(
  { companyId, affected, affectedByCompany }: ShownIncident['incident'],
  companyIds: readonly string[] | 'all',
): Affected {
  if (companyId !== null || companyIds === 'all') return affected
  const own = companyIds.flatMap((one) => affectedByCompany[one] ?? [])
  const sum = (key: keyof Affected) => own.reduce((total, one) => total + one[key], 0)
  return { customers: sum('customers'), waiting: sum('waiting'), lost: sum('lost') }
}
