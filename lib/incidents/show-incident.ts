import { eventsOfIncident, findIncident } from '@/db/queries/incidents/incidents'
import { companiesByName } from '@/db/queries/workspace'
import { query } from '@/lib/command'
import { listedMax } from '@/lib/paging/listed-max'
import { inIncident, nothingHere } from '@/lib/scope'
import { incidentView } from './incident-view'

/** One incident with its timeline and notes, oldest first. */
export const showIncident = query('incident.read', inIncident({}), async ({ db, staff, input: { incidentId } }) => {
  const found = await findIncident(db, { incidentId, companyIds: staff.companyIds })
  if (!found) throw nothingHere()
  const events = await eventsOfIncident(db, { incidentId, limit: listedMax.incidentEvents })
  const byCompany = found.incident.affectedByCompany
  const companies = await companiesByName(db, { companyIds: staff.companyIds })
  return {
    ...incidentView(found, staff),
    readersRole: staff.role,
    /** Of the whole platform’s, those of them that the reader may see. */
    companies: companies.flatMap(({ id, name }) => {
      const own = byCompany[id]
      return own ? [{ id, name, affected: own }] : []
    }),
    timeline: events.map(({ id, kind, text, actorName, at }) => ({ id, kind, text, actorName, at })),
  }
})
