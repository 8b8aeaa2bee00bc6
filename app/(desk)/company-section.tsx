import type { Route } from 'next'
import type { ReactNode } from 'react'
import { countWords, OutcomeBar, outcomeWords } from '@/components/desk/outcome-words'
import { EmptyState } from '@/components/ui/empty-state'
import { EnvironmentBadge, SimulatedBadge } from '@/components/ui/environment-badge'
import { Outside } from '@/components/ui/outside'
import { Section } from '@/components/ui/section'
import { Table, TableCell, TableHead, TableHeader, TableName, TableRow } from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'
import type { WorkspaceApp, WorkspaceCompany, WorkspaceEnvironment } from '@/lib/companies/workspace'
import type { EnvironmentHealth } from '@/lib/companies/workspace-health'
import { NewAppButton } from './structure/new-app'
import { AppMenu, CompanyMenu } from './structure/structure-menus'

type Health = ReadonlyMap<string, EnvironmentHealth>

type Props = { company: WorkspaceCompany; health: Health; mayChange: boolean }

export function CompanySection({ company, health, mayChange }: Props) {
  const actions = mayChange && (
    <>
      {company.apps.length > 0 && <NewAppButton company={company} />}
      <CompanyMenu company={company} />
    </>
  )
  return (
    <Section title={<Outside>{company.name}</Outside>} actions={actions}>
      {company.apps.length > 0 ? (
        <AppsTable company={company} health={health} mayChange={mayChange} />
      ) : (
        <EmptyState title="No apps yet" action={mayChange && <NewAppButton company={company} isPrimary />}>
          {mayChange
            ? 'Create the first app of this company. It gets a production and a sandbox environment.'
            : 'An admin creates apps here.'}
        </EmptyState>
      )}
    </Section>
  )
}

function AppsTable({ company, health, mayChange }: Props) {
  return (
    <Table label={`Apps of ${company.name}`}>
      <TableHead>
        <TableHeader>App and environment</TableHeader>
        <TableHeader className="hidden w-32 sm:table-cell" align="right">
          Active devices
        </TableHeader>
        <TableHeader className="hidden w-28 sm:table-cell" align="right">
          Deliveries
        </TableHeader>
        <TableHeader className="hidden w-44 lg:table-cell">Outcomes</TableHeader>
        <TableHeader className="hidden w-20 md:table-cell" align="right">
          Failed
        </TableHeader>
        <TableHeader className="w-40">Prompt</TableHeader>
        {mayChange && (
          <TableHeader className="w-10">
            <span className="sr-only">Actions</span>
          </TableHeader>
        )}
      </TableHead>
      <tbody>
        {company.apps.flatMap((app) =>
          app.environments.map((environment, index) => {
            const found = health.get(environment.id)
            const menu = mayChange && <TableCell align="right">{index === 0 && <AppMenu app={app} />}</TableCell>
            return found && <EnvironmentRow key={environment.id} {...{ app, environment, menu }} health={found} />
          }),
        )}
      </tbody>
    </Table>
  )
}

type RowProps = { app: WorkspaceApp; environment: WorkspaceEnvironment; health: EnvironmentHealth; menu: ReactNode }

function EnvironmentRow({ app, environment, health, menu }: RowProps) {
  const { lastDay, prompt } = health
  const dayAgo = new Date(Date.now() - 86_400_000).toISOString()
  const to = (page: string) => `${environment.path}/${page}` as Route
  return (
    <TableRow>
      <TableName>
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1 py-1.5">
          <TextLink variant="row" href={to('overview')}>
            <Outside>{app.name}</Outside>
            <span className="sr-only">, {environment.name}</span>
          </TextLink>
          <EnvironmentBadge name={environment.name} />
          {environment.isSimulated && (
            <span className="hidden xl:flex">
              <SimulatedBadge />
            </span>
          )}
          {lastDay.failed > 0 && (
            <TextLink
              variant="quiet"
              href={to(`deliveries?state=failed&from=${dayAgo}`)}
              className="text-status-failed md:hidden"
            >
              {outcomeWords(lastDay, 'failed')} failed
            </TextLink>
          )}
        </span>
      </TableName>
      <TableCell className="hidden sm:table-cell" align="right">
        <TextLink variant="quiet" href={to('devices?status=active')}>
          {countWords(health.activeDevices, health.hasMoreDevices)}
        </TextLink>
      </TableCell>
      <TableCell className="hidden sm:table-cell" align="right">
        <TextLink variant="quiet" href={to(`deliveries?from=${dayAgo}`)}>
          {countWords(lastDay.total, lastDay.isCapped)}
        </TextLink>
      </TableCell>
      <TableCell className="hidden lg:table-cell">
        {lastDay.total > 0 ? <OutcomeBar split={lastDay} /> : <span className="text-faint">None</span>}
      </TableCell>
      <TableCell className="hidden md:table-cell" align="right">
        {lastDay.failed > 0 ? (
          <TextLink variant="quiet" href={to(`deliveries?state=failed&from=${dayAgo}`)} className="text-status-failed">
            {outcomeWords(lastDay, 'failed')}
          </TextLink>
        ) : (
          <span className="text-faint">0</span>
        )}
      </TableCell>
      <TableCell>
        <TextLink variant="quiet" href={to('prompt')}>
          {prompt.word}
        </TextLink>
      </TableCell>
      {menu}
    </TableRow>
  )
}
