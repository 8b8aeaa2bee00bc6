import { NewAppButton } from '@/app/(desk)/structure/new-app'
import { CompanyMenu } from '@/app/(desk)/structure/structure-menus'
import { EmptyState } from '@/components/ui/empty-state'
import { Section } from '@/components/ui/section'
import { Outside } from '@/components/ui/text/outside'
import type { WorkspaceCompany } from '@/lib/companies/workspace'
import type { HealthSummary } from '@/lib/companies/workspace-health'
import { AppsTable } from './apps-table'

type Props = {
  company: WorkspaceCompany
  health: ReadonlyMap<string, HealthSummary>
  mayChange: boolean
  hasSimulator: boolean
}

export function CompanySection({ company, health, mayChange, hasSimulator }: Props) {
  const actions = mayChange && (
    <>
      {company.apps.length > 0 && <NewAppButton company={company} hasSimulator={hasSimulator} />}
      <CompanyMenu company={company} />
    </>
  )
  return (
    <Section title={<Outside>{company.name}</Outside>} actions={actions}>
      {company.apps.length > 0 ? (
        <AppsTable
          label={`Apps of ${company.name}`}
          apps={company.apps.map((app) => ({ company, app }))}
          health={health}
          mayChange={mayChange}
        />
      ) : (
        <EmptyState
          title="No apps yet"
          action={mayChange && <NewAppButton company={company} hasSimulator={hasSimulator} isPrimary />}
        >
          {mayChange
            ? 'Create the first app of this company. It gets a production and a sandbox environment.'
            : 'An admin creates apps here.'}
        </EmptyState>
      )}
    </Section>
  )
}
