import { pageOfAudit } from '@/db/queries/staff/audit'
import { command } from '@/lib/command'
import { upTo } from '@/lib/paging/cut'
import { onPlatform } from '@/lib/scope'
import { toCsv } from '@/lib/text/csv'
import { FilterAudit, rowsFor } from './filters'
import { withoutNames } from './without-names'

const rowsMax = 20_000

const header = ['at', 'person', 'kind', 'action', 'subject', 'subject_id', 'company', 'app', 'environment', 'comment']

/**
 * Exports the filtered entries as CSV: at most the newest 20,000, and the result says if there were more. Records the
 * export.
 */
export const exportAudit = command('audit.export', onPlatform(FilterAudit.shape), async ({ db, staff, input }) => {
  const { scope: _, ...filters } = input
  const { shown: rows, isCut } = await upTo(rowsMax, (limit) =>
    pageOfAudit(db, { ...rowsFor(filters), companyIds: staff.companyIds, limit }),
  )
  return {
    result: { csv: toCsv(header, rows.map(cellsOf)), rows: rows.length, isCut },
    audit: {
      subject: { kind: 'audit' },
      after: { rows: rows.length, isCut, filters: withoutNames(filters, ['subject']) },
    },
  }
})

function cellsOf(row: Awaited<ReturnType<typeof pageOfAudit>>[number]) {
  return [
    row.createdAt,
    row.actorName,
    row.actorKind,
    row.action,
    row.subjectName ?? row.subjectKind,
    row.subjectId,
    row.companyName,
    row.appName,
    row.environmentName,
    row.comment,
  ]
}
