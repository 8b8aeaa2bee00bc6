import type { Db } from '@/db/client'
import { environmentsWaiting } from '@/db/queries/incidents/affected'
import { environmentPlaces } from '@/db/queries/incidents/incidents'
import type { IncidentReach } from '@/db/schema/incidents'
import type { IncidentCause } from '@/lib/incidents/causes'
import type { IncidentFacts } from '@/lib/incidents/facts'
import type { Finding, Placed } from './finding'

/** Causes without effect so far, with an unknown effect, or that concern phones and calls. */
const losesNothing: IncidentCause[] = [
  'api_key_expiring',
  'client_certificate_expiring',
  'receipts_collapsed',
  'traffic_stopped',
  'registrations_refused',
  'evaluations_refused',
  'revision_not_received',
  'ios_denials_rising',
]

/** Losses while waiting for a worker or the database: expired deliveries, and those in flight in a worker that died. */
const lostWaiting = ['message_expired', 'unknown', 'closed']

/** A queue that is merely behind loses only expired deliveries. */
const lostLate = ['message_expired']

/** Returns where the incident has lost deliveries so far, and for which reasons, in addition to `before`. */
export async function reachOf(db: Db, finding: Placed, before?: IncidentReach): Promise<IncidentReach | undefined> {
  if (losesNothing.includes(finding.cause)) return undefined
  const { environmentId, parts, behind } = finding
  const isOfAll = !environmentId && !parts && !behind
  const ofQueue = isOfAll ? environmentsWaiting(db) : behind && environmentPlaces(db, { environmentIds: behind })
  const here = parts ?? (await ofQueue) ?? ownPlace(finding)
  const transport = isOfAll ? undefined : (finding.transport ?? transportOf(finding.cause))
  const reasons = isOfAll ? lostWaiting : finding.cause === 'queue_behind' ? lostLate : finding.reasons
  const known = new Set(before?.environments.map(({ environmentId }) => environmentId))
  const added = here.filter(({ environmentId }) => !known.has(environmentId))
  return {
    environments: [
      ...(before?.environments ?? []),
      ...added.map(({ environmentId, companyId }) => ({ environmentId, companyId })),
    ],
    ...(transport && { transport }),
    ...((before?.reasons ?? reasons) && { reasons: [...new Set([...(before?.reasons ?? []), ...(reasons ?? [])])] }),
  }
}

/** The assumed reach of an incident by an earlier version, which recorded none. */
export const reachOfOlder = (cause: IncidentCause, { environmentId, companyId }: Place): IncidentReach | undefined =>
  environmentId && companyId && !losesNothing.includes(cause)
    ? { environments: [{ environmentId, companyId }], transport: transportOf(cause) }
    : undefined

export const withReach = (facts: IncidentFacts, reach: IncidentReach | undefined): IncidentFacts => ({
  ...facts,
  ...(reach && { reach }),
})

type Place = { environmentId: string | null; companyId: string | null }

const transportOf = (cause: Finding['cause']) => (cause.startsWith('company_api') ? 'company_api' : 'apns')

const ownPlace = ({ environmentId, companyId }: Placed) =>
  environmentId && companyId ? [{ environmentId, companyId }] : []
