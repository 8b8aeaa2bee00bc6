import { announce } from '@/db/announce'
import type { Db } from '@/db/client'
import {
  changeIncident,
  environmentPlaces,
  type IncidentRow,
  insertIncidentEvent,
  lockIncident,
} from '@/db/queries/incidents/incidents'
import type { SignedInStaff } from '@/lib/context'
import { plural } from '@/lib/format/number'
import { nothingHere } from '@/lib/scope'

type Recovered = { incident: string; environmentId: string; recovered: number; now: Date }

/** Records in the incident's timeline who resent how many deliveries, and no longer counts them as lost. */
export async function noteRecovered(
  db: Db,
  { companyIds, name: actorName }: SignedInStaff,
  { incident: incidentId, environmentId, recovered, now: at }: Recovered,
) {
  const incident = await lockIncident(db, { incidentId, companyIds })
  const [place] = await environmentPlaces(db, { environmentIds: [environmentId] })
  if (!incident || !place) throw nothingHere()
  const text = `Resent ${plural(recovered, 'delivery', 'deliveries')} of ${place.appName}, ${place.environmentName}.`
  const { id: eventId } = await insertIncidentEvent(db, { incidentId, kind: 'recovered', text, actorName, at })
  const { facts } = incident
  const recoveredIn = { ...(facts.recoveredIn as Record<string, string> | undefined), [eventId]: place.companyId }
  await changeIncident(db, {
    id: incidentId,
    facts: { ...facts, recoveredIn },
    ...withoutLost(incident, { companyId: place.companyId, recovered }),
    updatedAt: at,
  })
  await announce(db, { kind: 'incidents' })
}

function withoutLost(
  { affected, affectedByCompany }: IncidentRow,
  { companyId, recovered }: { companyId: string; recovered: number },
) {
  const less = <Counts extends { lost: number }>(counts: Counts) => ({
    ...counts,
    lost: Math.max(0, counts.lost - recovered),
  })
  const own = affectedByCompany[companyId]
  return {
    affected: less(affected),
    ...(own && { affectedByCompany: { ...affectedByCompany, [companyId]: less(own) } }),
  }
}
