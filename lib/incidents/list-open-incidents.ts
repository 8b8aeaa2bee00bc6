import { pageOfIncidents } from '@/db/queries/incidents/incidents'
import { query } from '@/lib/command'
import { roleIn } from '@/lib/permissions'
import { onPlatform } from '@/lib/scope'
import { incidentView } from './incident-view'
import { actionFor } from './words'

const shownMax = 50

/** Open incidents in a sentence each, with an action for the reader's role. Worst first, then newest. */
export const listOpenIncidents = query('incident.read', onPlatform({}), async ({ db, staff }) => {
  const rows = await pageOfIncidents(db, { state: 'open', companyIds: staff.companyIds, limit: shownMax })
  return rows
    .map((row) => ({ ...incidentView(row, staff), companyId: row.incident.companyId }))
    .map(
      ({
        id,
        cause,
        severity,
        title,
        sentence,
        nextAction,
        openedAt,
        placeName,
        environmentId,
        scope,
        companyId,
        ...incident
      }) => ({
        id,
        cause,
        severity,
        title,
        sentence,
        action: actionFor(roleIn(staff, companyId), nextAction),
        openedAt,
        placeName,
        environmentId,
        company: scope.company ?? null,
        environment: scope.environment ?? null,
        affected: incident.affected,
        isAcknowledged: incident.acknowledgedAt !== null,
      }),
    )
    .toSorted((a, b) => Number(b.severity === 'critical') - Number(a.severity === 'critical'))
})
