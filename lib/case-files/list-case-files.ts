import { z } from 'zod'
import { caseFilesOf } from '@/db/queries/case-files'
import { query } from '@/lib/command'
import { CursorText } from '@/lib/paging/cursor'
import { listedMax } from '@/lib/paging/listed-max'
import { inEnvironment } from '@/lib/scope'

const Limit = z
  .int()
  .min(1)
  .max(listedMax.caseFiles + 1)
  .default(listedMax.caseFiles)

/** Lists the case files of an environment or of one customer, newest first, without their links. */
export const listCaseFiles = query(
  'case.read',
  inEnvironment({ customerId: z.uuid().optional(), after: CursorText.optional(), limit: Limit }),
  async ({ db, input }) => {
    const now = new Date()
    const rows = await caseFilesOf(db, input)
    return rows.map((row) => ({
      ...row,
      state: row.revokedAt ? ('revoked' as const) : row.expiresAt <= now ? ('expired' as const) : ('open' as const),
    }))
  },
)
