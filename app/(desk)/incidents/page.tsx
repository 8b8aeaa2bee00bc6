import { ShieldCheck } from 'lucide-react'
import { forPage } from '@/app/_server/doors'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { PageTitle } from '@/components/ui/page-title'
import { Section } from '@/components/ui/section'
import { TableSkeleton } from '@/components/ui/skeleton'
import { WhenReady } from '@/components/ui/when-ready'
import { listChannels } from '@/lib/channels/list-channels'
import { readCompanies } from '@/lib/companies/read-companies'
import { env } from '@/lib/env'
import { listIncidents } from '@/lib/incidents/list-incidents'
import { roleMay } from '@/lib/permissions'
import { ChannelList } from './channel-list'
import { IncidentTable } from './incident-table'

const closedMax = 50

const description =
  'Current problems, who is affected, and who acts next. An incident closes automatically when the problem is over.'

export default function IncidentsPage() {
  return (
    <>
      <PageTitle>Incidents</PageTitle>
      <WhenReady fallback={<IncidentsSkeleton />} content={Incidents} />
    </>
  )
}

async function Incidents() {
  const { open, closed, channels, companies, isAdmin } = await forPage(async (ctx) => ({
    open: (await listIncidents(ctx, { state: 'open', limit: 200 })).incidents,
    closed: (await listIncidents(ctx, { state: 'closed', limit: closedMax })).incidents,
    channels: roleMay(ctx.staff.role, 'channel.read') ? await listChannels(ctx, {}) : undefined,
    companies: await readCompanies(ctx, {}),
    isAdmin: ctx.staff.companyIds === 'all',
  }))
  return (
    <>
      <PageHeader title="Incidents" description={description} />
      {open.length > 0 ? (
        <IncidentTable label="Open incidents" incidents={open} />
      ) : (
        <EmptyState icon={<ShieldCheck aria-hidden />} title="No incident is open">
          When deliveries fail or can’t be sent, an incident opens here and Pushdesk notifies your channels.
        </EmptyState>
      )}
      {closed.length > 0 && (
        <Section title="Closed">
          <IncidentTable label="Closed incidents" incidents={closed} />
          {closed.length === closedMax && <p className="text-quiet">The newest {closedMax} are listed.</p>}
        </Section>
      )}
      {channels && (
        <ChannelList
          channels={channels}
          companies={companies.filter(({ archivedAt }) => archivedAt === null).map(({ id, name }) => ({ id, name }))}
          isAdmin={isAdmin}
          sendsMail={env().SMTP_URL !== undefined}
        />
      )}
    </>
  )
}

function IncidentsSkeleton() {
  return (
    <>
      <PageHeader title="Incidents" description={description} />
      <TableSkeleton rows={5} />
    </>
  )
}
