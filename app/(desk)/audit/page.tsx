import type { Metadata } from 'next'
import { forPage } from '@/app/_server/doors'
import { ExportButton } from '@/components/desk/export-button'
import { PageHeader } from '@/components/ui/page-header'
import { TableSkeleton } from '@/components/ui/skeleton'
import { WhenReady } from '@/components/ui/when-ready'
import { listAudit } from '@/lib/audit/list-audit'
import { showAuditEntry } from '@/lib/audit/show-audit-entry'
import { roleMay } from '@/lib/permissions'
import { listTeam } from '@/lib/staff/list-team'
import { AuditChips } from './audit-chips'
import { AuditFilterForm } from './audit-filter-form'
import { auditHref } from './audit-href'
import { AuditTable } from './audit-table'
import { EntrySheet } from './entry-sheet'
import { filtersIn, type Search } from './search'

export const metadata: Metadata = { title: 'Audit log' }

export default function AuditPage({ searchParams }: PageProps<'/audit'>) {
  return <WhenReady fallback={<AuditSkeleton />} content={() => searchParams.then((search) => Audit({ search }))} />
}

const one = (value: string | string[] | undefined) => (typeof value === 'string' ? value : undefined)

async function Audit({ search }: { search: Search }) {
  const filters = filtersIn(search)
  const entryId = one(search.entry)
  const { page, team, entry, mayExport, seesAll } = await forPage(async (ctx) => ({
    page: await listAudit(ctx, { ...filters, after: one(search.after), before: one(search.before) }),
    team: await listTeam(ctx, {}),
    entry: entryId ? await showAuditEntry(ctx, { entryId }) : undefined,
    mayExport: roleMay(ctx.staff.role, 'audit.export'),
    seesAll: ctx.staff.companyIds === 'all',
  }))
  const here = { ...filters, after: one(search.after), before: one(search.before) }
  return (
    <>
      <PageHeader
        title="Audit log"
        description={
          seesAll
            ? 'A permanent record of every change and sign-in. Entries can’t be edited or deleted.'
            : 'A permanent record of every change in your companies. Entries can’t be edited or deleted.'
        }
        actions={
          mayExport && (
            <ExportButton
              href="/audit/export"
              body={filters}
              noun={['audit entry', 'audit entries']}
              note="The export is recorded in the audit log."
            />
          )
        }
      />
      <div className="flex flex-col gap-3">
        <AuditFilterForm
          key={JSON.stringify(filters)}
          filters={filters}
          people={team.people}
          companies={team.companies}
        />
        <AuditChips filters={filters} people={team.people} companies={team.companies} />
        <AuditTable page={page} filters={filters} hrefOf={(id) => auditHref({ ...here, entry: id })} />
      </div>
      {entry && <EntrySheet entry={entry} closeHref={auditHref(here)} />}
    </>
  )
}

function AuditSkeleton() {
  return (
    <>
      <PageHeader title="Audit log" />
      <TableSkeleton rows={12} />
    </>
  )
}
