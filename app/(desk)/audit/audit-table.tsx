import type { Route } from 'next'
import { Pagination } from '@/components/ui/pagination'
import { RowKeys } from '@/components/ui/row-keys'
import { Table, TableCell, TableHead, TableHeader, TableName, TableRow } from '@/components/ui/table'
import { middleCut } from '@/components/ui/text/middle-cut'
import { Outside } from '@/components/ui/text/outside'
import { TextLink } from '@/components/ui/text/text-link'
import { RelativeTime } from '@/components/ui/time/relative-time'
import type { FilterAudit } from '@/lib/audit/filters'
import { actionLabel, subjectLabel } from '@/lib/audit/labels'
import type { AuditLine, listAudit } from '@/lib/audit/list-audit'
import { isolated } from '@/lib/text/isolated'
import { auditHref } from './audit-href'
import { NoEntries } from './no-entries'

type Props = {
  page: Awaited<ReturnType<typeof listAudit>>
  filters: FilterAudit
  hrefOf: (entryId: string) => Route
}

export function AuditTable({ page, filters, hrefOf }: Props) {
  const { entries, newer, older } = page
  if (entries.length === 0)
    return <NoEntries hasFilters={Object.values(filters).some((value) => value !== undefined)} />
  return (
    <>
      <RowKeys>
        <Table label="Audit entries">
          <TableHead>
            <TableHeader>Action</TableHeader>
            <TableHeader className="hidden @xl:table-cell">Actor</TableHeader>
            <TableHeader className="hidden @2xl:table-cell">Subject</TableHeader>
            <TableHeader className="hidden @4xl:table-cell">Scope</TableHeader>
            <TableHeader align="right">Time</TableHeader>
          </TableHead>
          <tbody>
            {entries.map((entry) => (
              <EntryRow key={entry.id} entry={entry} href={hrefOf(entry.id)} />
            ))}
          </tbody>
        </Table>
      </RowKeys>
      <Pagination
        label="Pages of the audit log"
        newer={newer === undefined ? undefined : auditHref({ ...filters, before: newer })}
        older={older === undefined ? undefined : auditHref({ ...filters, after: older })}
      />
    </>
  )
}

function EntryRow({ entry, href }: { entry: AuditLine; href: Route }) {
  return (
    <TableRow>
      <TableName>
        <span className="flex flex-col py-1 @xl:py-0">
          <TextLink variant="row" href={href} scroll={false} data-row-link>
            {actionLabel(entry.action)}
          </TextLink>
          <span className="font-normal text-faint text-sm @xl:hidden">
            <Outside>{entry.actorName}</Outside>
          </span>
        </span>
      </TableName>
      <TableCell className="hidden max-w-48 truncate @xl:table-cell">
        <Outside>{entry.actorName}</Outside>
      </TableCell>
      <TableCell className="hidden max-w-72 truncate @2xl:table-cell">{auditSubjectOf(entry)}</TableCell>
      <TableCell className="hidden max-w-72 truncate text-quiet @4xl:table-cell">{whereOf(entry)}</TableCell>
      <TableCell align="right" className="text-quiet">
        <RelativeTime at={entry.createdAt} />
      </TableCell>
    </TableRow>
  )
}

export function auditSubjectOf({ subjectKind, subjectName, subjectId }: AuditLine) {
  const name = subjectName ? isolated(subjectName) : subjectId ? middleCut(subjectId) : ''
  return name ? `${subjectLabel(subjectKind)}: ${name}` : subjectLabel(subjectKind)
}

export function whereOf({ companyName, appName, environmentName }: AuditLine) {
  return [companyName, appName, environmentName].filter(Boolean).join(' › ') || 'Platform'
}
