import { pageOfAudit } from '@/db/queries/audit'
import { command } from '../command'
import { toCsv } from '../csv'
import { upTo } from '../cut'
import { onPlatform } from '../scope'
import { FilterAudit, rowsFor } from './filters'
import { withoutNames } from './without-names'

const rowsMax = 20_000

const header = ['at', 'person', 'kind', 'action', 'subject', 'subject_id', 'company', 'app', 'environment', 'comment']

/** The filtered entries as CSV. More than 20,000 are cut to the newest, and the result says so. The export is recorded too. */
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
