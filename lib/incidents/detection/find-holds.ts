import type { heldEnvironments, restingEndpoints } from '@/db/queries/incidents/facts'
import { explainReason } from '@/lib/apns/explanations/explain'
import type { IncidentCause } from '@/lib/incidents/causes'
import type { Finding } from './finding'

type Held = Awaited<ReturnType<typeof heldEnvironments>>[number]
type Resting = Awaited<ReturnType<typeof restingEndpoints>>[number]

const causeOfReason: Record<string, IncidentCause> = {
  no_credential: 'apns_key_missing',
  MissingProviderToken: 'apns_key_missing',
  BadEnvironmentKeyIdInToken: 'apns_key_wrong_environment',
  BadEnvironmentKeyInToken: 'apns_key_wrong_environment',
  BadCertificateEnvironment: 'apns_key_wrong_environment',
  bundle_id_on_hold: 'apns_topic_refused',
}

/** Finds environments on hold, from the first moment. A rejection of a single device isn't an incident. */
export function findHolds(held: Held[]): Finding[] {
  return held.flatMap(({ environmentId, reason, since, devices }) => {
    const { refused } = explainReason(reason)
    if (refused === 'device' && devices < 2) return []
    const cause = causeOfReason[reason] ?? (refused ? 'apns_topic_refused' : 'apns_key_refused')
    return [
      {
        cause,
        environmentId,
        scopeKey: environmentId,
        transport: 'apns' as const,
        opens: true,
        since,
        facts: { reason },
        reasons: [reason, 'bundle_id_on_hold'],
      },
    ]
  })
}

/** Finds open circuits. They show that the company's API fails, even if nothing was tried for minutes. */
export function findResting(resting: Resting[], { now }: { now: Date }): Finding[] {
  return resting.flatMap(({ environmentId, failuresInRow, openUntil }) => ({
    cause: 'company_api_failing' as const,
    environmentId,
    scopeKey: environmentId,
    transport: 'company_api' as const,
    opens: true,
    isVague: true as const,
    since: now,
    facts: { failuresInRow, ...(openUntil && { pausedUntil: openUntil.toISOString() }) },
  }))
}
