import { eventsOfIncident, findIncident, type IncidentRow } from '@/db/queries/incidents/incidents'
import { companiesByName } from '@/db/queries/workspace'
import { query } from '@/lib/command'
import type { SignedInStaff } from '@/lib/context'
import { listedMax } from '@/lib/paging/listed-max'
import { inIncident, nothingHere } from '@/lib/scope'
import type { IncidentFacts } from './facts'
import { incidentView } from './incident-view'
import { recoveriesOf } from './recoveries-of'

/** Returns an incident with its timeline and notes, oldest first. */
export const showIncident = query('incident.read', inIncident({}), async ({ db, staff, input: { incidentId } }) => {
  const found = await findIncident(db, { incidentId, companyIds: staff.companyIds })
  if (!found) throw nothingHere()
  const events = await eventsOfIncident(db, { incidentId, limit: listedMax.incidentEvents })
  const byCompany = found.incident.affectedByCompany
  const companies = await companiesByName(db, { companyIds: staff.companyIds })
  return {
    ...incidentView(found, staff),
    readersRole: staff.role,
    recoveries: await recoveriesOf(db, staff, found.incident),
    /** The companies of a platform incident that the reader may see. */
    companies: companies.flatMap(({ id, name }) => {
      const own = byCompany[id]
      return own ? [{ id, name, affected: own }] : []
    }),
    timeline: events
      .filter(isForReader(found.incident, staff))
      .map(({ id, kind, text, actorName, at }) => ({ id, kind, text, actorName, at })),
  }
})

/** In a platform incident, only readers of the company that was recovered see how many deliveries were resent. */
const isForReader =
  ({ companyId, facts }: IncidentRow, { companyIds }: SignedInStaff) =>
  ({ id, kind }: { id: string; kind: string }) => {
    if (kind !== 'recovered' || companyId !== null || companyIds === 'all') return true
    const recoveredIn = (facts as IncidentFacts).recoveredIn?.[id]
    return recoveredIn !== undefined && companyIds.includes(recoveredIn)
  }
