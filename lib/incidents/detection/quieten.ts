import { announce } from '@/db/announce'
import type { Db } from '@/db/client'
import {
  changeIncident,
  environmentsOfCompanies,
  type IncidentRow,
  insertIncidentEvent,
  partsOfIncident,
} from '@/db/queries/incidents/incidents'
import { wakeEnvironment } from '@/db/queries/sending/postponing'
import { causeNamed, type IncidentCause } from '@/lib/incidents/causes'
import type { IncidentFacts } from '@/lib/incidents/facts'
import { log } from '@/lib/log'
import { keepingCustomers, whoIsAffected } from './affected-by'
import { isWhole } from './fold-outages'
import { reachOfOlder, withReach } from './reach-of'
import { withoutSilence } from './wait-in-silence'

/** How long the facts must show that an incident is over. */
export const quietMs = 10_000

const us = 'Pushdesk'

/** Closes an incident once its trouble hasn't been seen for a moment. */
export async function quieten(db: Db, incident: IncidentRow, now: Date) {
  const facts = withoutSilence(incident.facts)
  if (!incident.quietSince) return changeIncident(db, { id: incident.id, quietSince: now, facts, updatedAt: now })
  if (now.getTime() - incident.quietSince.getTime() < quietMs) return undefined
  const cause = causeNamed(incident.cause)
  const closed = await changeIncident(db, {
    id: incident.id,
    closedAt: now,
    updatedAt: now,
    ...(cause && (await affectedAtItsEnd(db, cause, incident, now))),
  })
  await insertIncidentEvent(db, { incidentId: incident.id, kind: 'closed', text: null, actorName: us, at: now })
  if (isWhole(incident)) await endParts(db, incident, now)
  if (incident.cause.startsWith('apns_'))
    for (const environmentId of await environmentsOf(db, incident)) await resume(db, environmentId)
  log.info({ incidentId: incident.id, cause: incident.cause }, 'incident closed')
  return closed
}

/** Closes an environment's incident that turned out to be part of one for several companies. */
export async function joinWhole(db: Db, incident: IncidentRow, { whole, now }: { whole: IncidentRow; now: Date }) {
  const text = 'APNs isn’t available for several companies: this is part of that incident now.'
  await insertIncidentEvent(db, { incidentId: incident.id, kind: 'changed', text, actorName: us, at: now })
  const facts = { ...incident.facts, joined: whole.id }
  return changeIncident(db, { id: incident.id, closedAt: now, facts, updatedAt: now })
}

/** Ends the incidents that became part of this one. */
async function endParts(db: Db, whole: IncidentRow, now: Date) {
  for (const { id, facts } of await partsOfIncident(db, whole)) {
    const { joined: _, ...rest } = facts
    await changeIncident(db, { id, closedAt: now, facts: rest, updatedAt: now })
    await insertIncidentEvent(db, { incidentId: id, kind: 'closed', text: null, actorName: us, at: now })
  }
}

async function affectedAtItsEnd(db: Db, cause: IncidentCause, incident: IncidentRow, now: Date) {
  const { environmentId, openedAt, facts: known } = incident
  const { reach = reachOfOlder(cause, incident), ...facts } = known as IncidentFacts
  // Keep the counts of an earlier version, which counted everywhere.
  if (!reach && !environmentId) return {}
  const about = { cause, environmentId, facts: withReach(facts, reach), since: openedAt, until: now }
  return keepingCustomers(await whoIsAffected(db, about), incident)
}

/** For a platform incident, all environments of the companies that it affected. */
const environmentsOf = async (db: Db, { environmentId, affectedByCompany }: IncidentRow) =>
  environmentId ? [environmentId] : environmentsOfCompanies(db, { companyIds: Object.keys(affectedByCompany) })

async function resume(db: Db, environmentId: string) {
  if ((await wakeEnvironment(db, { transport: 'apns', environmentId })) > 0) await announce(db, { kind: 'due' })
}
