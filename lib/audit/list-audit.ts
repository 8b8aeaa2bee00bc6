import { pageOfAudit } from '@/db/queries/audit'
import { query } from '../command'
import { CursorText, encodeCursor } from '../cursor'
import { onPlatform } from '../scope'
import { FilterAudit, rowsFor } from './filters'

const pageSize = 50

const ListAudit = onPlatform({ ...FilterAudit.shape, after: CursorText.optional(), before: CursorText.optional() })

/** Who did what. Admins see everything; others what happened in their companies. */
export const listAudit = query('audit.read', ListAudit, async ({ db, staff, input }) => {
  const { after, before } = input
  const rows = await pageOfAudit(db, {
    ...rowsFor(input),
    companyIds: staff.companyIds,
    after,
    before,
    limit: pageSize + 1,
  })
  const isMore = rows.length > pageSize
  const entries = before ? rows.slice(isMore ? 1 : 0) : rows.slice(0, pageSize)
  const cursorOf = (row: (typeof rows)[number] | undefined) => row && encodeCursor({ at: row.createdAt, id: row.id })
  return {
    entries,
    newer: after || (before && isMore) ? cursorOf(entries[0]) : undefined,
    older: before || isMore ? cursorOf(entries.at(-1)) : undefined,
  }
})

export type AuditLine = Awaited<ReturnType<typeof listAudit>>['entries'][number]
