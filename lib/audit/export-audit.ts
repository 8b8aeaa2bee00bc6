import { pageOfAudit } from '@/db/queries/audit'
import { command } from '../command'
import { toCsv } from '../csv'
import { onPlatform } from '../scope'
import { FilterAudit, rowsFor } from './filters'

const rowsMax = 20_000

const header = ['at', 'person', 'kind', 'action', 'subject', 'subject_id', 'company', 'app', 'environment', 'comment']

/** The newest 20,000 that the filters leave. That it was taken out is itself an entry. */
export const exportAudit = command('audit.export', onPlatform(FilterAudit.shape), async ({ db, staff, input }) => {
  const { scope: _, ...filters } = input
  const rows = await pageOfAudit(db, { ...rowsFor(filters), companyIds: staff.companyIds, limit: rowsMax })
  return {
    result: { csv: toCsv(header, rows.map(cellsOf)) },
    audit: { subject: { kind: 'audit' }, after: { rows: rows.length, filters } },
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
