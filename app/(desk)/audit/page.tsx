import { forPage } from '@/app/_server/doors'
import { ExportButton } from '@/components/desk/export-button'
import { FilterChips } from '@/components/ui/filter-chips'
import { PageHeader } from '@/components/ui/page-header'
import { PageTitle } from '@/components/ui/page-title'
import { TableSkeleton } from '@/components/ui/skeleton'
import { WhenReady } from '@/components/ui/when-ready'
import { FilterAudit } from '@/lib/audit/filters'
import { actionLabel, areaLabels } from '@/lib/audit/labels'
import { type AuditLine, listAudit } from '@/lib/audit/list-audit'
import { showAuditEntry } from '@/lib/audit/show-audit-entry'
import { roleMay } from '@/lib/permissions'
import { listServiceTokens } from '@/lib/service-tokens/list-service-tokens'
import { listTeam } from '@/lib/staff/team/list-team'
import { AuditFilterForm } from './audit-filter-form'
import { auditHref } from './audit-href'
import { AuditTable } from './audit-table'
import { EntrySheet } from './entry-sheet'

export default function AuditPage({ searchParams }: PageProps<'/audit'>) {
  return (
    <>
      <PageTitle>Audit log</PageTitle>
      <WhenReady fallback={<AuditSkeleton />} content={() => searchParams.then((search) => Audit({ search }))} />
    </>
  )
}

const one = (value: string | string[] | undefined) => (typeof value === 'string' ? value : undefined)

async function Audit({ search }: { search: Search }) {
  const filters = filtersIn(search)
  const entryId = one(search.entry)
  const { page, team, tokens, entry, mayExport, seesAll } = await forPage(async (ctx) => ({
    page: await listAudit(ctx, { ...filters, after: one(search.after), before: one(search.before) }),
    team: await listTeam(ctx, {}),
    tokens: roleMay(ctx.staff.role, 'service_token.read') ? await listServiceTokens(ctx, {}) : [],
    entry: entryId ? await showAuditEntry(ctx, { entryId }) : undefined,
    mayExport: roleMay(ctx.staff.role, 'audit.export'),
    seesAll: ctx.staff.companyIds === 'all',
  }))
  const actors = actorsAmong({ people: team.people, tokens, entries: page.entries })
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
        <AuditFilterForm key={JSON.stringify(filters)} filters={filters} actors={actors} companies={team.companies} />
        <AuditChips filters={filters} actors={actors} companies={team.companies} />
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

type Named = { id: string; name: string }
type Props = { filters: FilterAudit; actors: readonly Named[]; companies: readonly Named[] }

const words: Record<keyof FilterAudit, string> = {
  person: 'By',
  action: 'Area',
  company: 'Company',
  subject: 'Subject',
  from: 'From',
  until: 'Until',
}

function AuditChips({ filters, actors, companies }: Props) {
  const nameOf = (id: string) => [...actors, ...companies].find((one) => one.id === id)?.name ?? id
  const chips = Object.entries(filters).flatMap(([name, value]) =>
    value
      ? [
          {
            name: words[name as keyof FilterAudit],
            value: name === 'action' ? (areaLabels[value.slice(0, -1)] ?? actionLabel(value)) : nameOf(value),
            removeHref: auditHref({ ...filters, [name]: undefined }),
          },
        ]
      : [],
  )
  return <FilterChips chips={chips} clearHref={auditHref({})} />
}

type Known = { people: readonly Named[]; tokens: readonly Named[]; entries: readonly AuditLine[] }

/**
 * The possible actors: people, service tokens, and triggers. Only admins can list tokens; others see those in the
 * entries.
 */
function actorsAmong({ people, tokens, entries }: Known): Named[] {
  const met = entries.flatMap(({ actorKind, actorId, actorName }) =>
    actorKind === 'service_token' && actorId ? [{ id: actorId, name: actorName }] : [],
  )
  const triggers = entries.flatMap(({ actorKind, actorId, actorName }) =>
    actorKind === 'trigger' && actorId ? [{ id: actorId, name: actorName }] : [],
  )
  const byId = new Map([...met, ...tokens].map(({ id, name }) => [id, { id, name: `${name} (service token)` }]))
  return [...people, ...byId.values(), ...new Map(triggers.map((one) => [one.id, one])).values()]
}

type Search = Record<string, string | string[] | undefined>

/** The valid filters in the URL. Ignores everything else. */
function filtersIn(search: Search): FilterAudit {
  const given: Record<string, string> = {}
  for (const name of FilterAudit.keyof().options) {
    const value = search[name]
    if (typeof value === 'string' && value !== '' && FilterAudit.shape[name].safeParse(value).success)
      given[name] = value
  }
  return FilterAudit.parse(given)
}
