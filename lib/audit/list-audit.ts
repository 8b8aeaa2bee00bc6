import { z } from 'zod'
import { pageOfAudit } from '@/db/queries/staff/audit'
import { query } from '@/lib/command'
import { CursorText, encodeCursor } from '@/lib/paging/cursor'
import { upTo } from '@/lib/paging/cut'
import { onPlatform } from '@/lib/scope'
import { FilterAudit, rowsFor } from './filters'

const ListAudit = onPlatform({
  ...FilterAudit.shape,
  after: CursorText.optional(),
  before: CursorText.optional(),
  limit: z.number().int().min(1).max(200).default(50),
})

/** Returns a page of entries. Admins see all entries, other staff only those of their companies. */
export const listAudit = query('audit.read', ListAudit, async ({ db, staff, input }) => {
  const { after, before, limit: pageSize } = input
  const asked = { ...rowsFor(input), companyIds: staff.companyIds, after, before }
  // Reading backward starts at the page's oldest row, which is shown last.
  const turned = <Row>(rows: readonly Row[]) => (before ? rows.toReversed() : rows)
  const { shown, isCut: isMore } = await upTo(pageSize, async (limit) =>
    turned(await pageOfAudit(db, { ...asked, limit })),
  )
  const entries = turned(shown)
  const cursorOf = (row: (typeof entries)[number] | undefined) => row && encodeCursor({ at: row.createdAt, id: row.id })
  return {
    entries,
    newer: after || (before && isMore) ? cursorOf(entries[0]) : undefined,
    older: before || isMore ? cursorOf(entries.at(-1)) : undefined,
  }
})

export type AuditLine = Awaited<ReturnType<typeof listAudit>>['entries'][number]
