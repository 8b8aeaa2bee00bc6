import { z } from 'zod'
import { pageOfIncidents } from '@/db/queries/incidents/incidents'
import { query } from '@/lib/command'
import { CursorText } from '@/lib/paging/cursor'
import { pageUpTo } from '@/lib/paging/cut'
import { onPlatform } from '@/lib/scope'
import { incidentView } from './incident-view'

export const ListIncidents = onPlatform({
  state: z.enum(['open', 'closed']).optional(),
  /** Only incidents of this place and of the whole platform. */
  environmentId: z.uuid().optional(),
  companyId: z.uuid().optional(),
  after: CursorText.optional(),
  limit: z.int().min(1).max(200).default(50),
})

/** A page of the incidents of the reader's companies and of the whole platform, newest first. */
export const listIncidents = query('incident.read', ListIncidents, async ({ db, staff, input }) => {
  const { limit: pageSize, scope: _, ...which } = input
  const { companyIds } = staff
  const { shown, next } = await pageUpTo(
    pageSize,
    (limit) => pageOfIncidents(db, { ...which, companyIds, limit }),
    ({ incident: { openedAt, id } }) => ({ at: openedAt, id }),
  )
  return { incidents: shown.map((one) => incidentView(one, staff)), next }
})
