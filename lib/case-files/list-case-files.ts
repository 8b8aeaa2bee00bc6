import { z } from 'zod'
import { caseFilesOf } from '@/db/queries/case-files'
import { query } from '@/lib/command'
import { listedMax } from '@/lib/paging/listed-max'
import { inEnvironment } from '@/lib/scope'

/** What was shared of an environment, or of one customer, newest first; never the link itself. */
export const listCaseFiles = query(
  'case.read',
  inEnvironment({ customerId: z.uuid().optional() }),
  async ({ db, input: { environmentId, customerId } }) => {
    const now = new Date()
    const rows = await caseFilesOf(db, { environmentId, customerId, limit: listedMax.caseFiles })
    return rows.map((row) => ({
      ...row,
      state: row.revokedAt ? ('revoked' as const) : row.expiresAt <= now ? ('expired' as const) : ('open' as const),
    }))
  },
)
