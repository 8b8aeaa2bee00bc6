import { AppMenu } from '@/app/(desk)/structure/structure-menus'
import { wordsOf } from '@/components/desk/frame/place-groups'
import { ActionsHeader, Table, TableCell, TableHead, TableHeader } from '@/components/ui/table'
import type { WorkspaceApp, WorkspaceCompany } from '@/lib/companies/workspace'
import type { HealthSummary } from '@/lib/companies/workspace-health'
import { EnvironmentRow } from './environment-row'
import { Found } from './find-apps'

type Props = {
  label: string
  apps: { company: WorkspaceCompany; app: WorkspaceApp }[]
  health: ReadonlyMap<string, HealthSummary>
  /** Shows the company under each app's name. */
  isCompanyShown?: boolean
  mayChange: boolean
}

export function AppsTable({ label, apps, health, isCompanyShown, mayChange }: Props) {
  return (
    <Table label={label}>
      <TableHead>
        <TableHeader>App and environment</TableHeader>
        <TableHeader className="hidden w-28 @xl:table-cell" align="right">
          Active devices
        </TableHeader>
        <TableHeader className="hidden w-24 @xl:table-cell" align="right">
          Deliveries
        </TableHeader>
        <TableHeader className="hidden w-44 @4xl:table-cell">Outcomes</TableHeader>
        <TableHeader className="hidden w-16 @2xl:table-cell" align="right">
          Failed
        </TableHeader>
        <TableHeader className="w-28 @4xl:w-40">Prompt</TableHeader>
        {mayChange && <ActionsHeader className="w-10" />}
      </TableHead>
      <tbody>
        {apps.map(({ company, app }) => (
          <Found key={app.id} among={[wordsOf(company, app)]}>
            {app.environments.map((environment, index) => {
              const found = health.get(environment.id)
              const isFirst = index === 0
              const menu = mayChange && <TableCell align="right">{isFirst && <AppMenu app={app} />}</TableCell>
              const companyName = isCompanyShown && isFirst ? company.name : undefined
              return (
                found && (
                  <EnvironmentRow
                    key={environment.id}
                    {...{ app, environment, isFirst, companyName, menu }}
                    health={found}
                  />
                )
              )
            })}
          </Found>
        ))}
      </tbody>
    </Table>
  )
}
