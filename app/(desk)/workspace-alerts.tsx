import type { Route } from 'next'
import { BlockedCallout, OldestWaitingCallout } from '@/components/desk/health-callouts'
import type { WorkspaceCompany } from '@/lib/companies/workspace'
import type { EnvironmentHealth } from '@/lib/companies/workspace-health'

type Props = { companies: readonly WorkspaceCompany[]; health: ReadonlyMap<string, EnvironmentHealth> }

/** Only what somebody must act on; nothing where all is well. */
export function WorkspaceAlerts({ companies, health }: Props) {
  const places = companies.flatMap((company) =>
    company.apps.flatMap((app) =>
      app.environments.map((environment) => ({ environment, name: `${app.name}, ${environment.name}` })),
    ),
  )
  return places.map(({ environment, name }) => (
    <div key={environment.id} className="contents">
      <BlockedCallout
        name={name}
        reason={environment.blockedReason}
        since={environment.blockedAt}
        settingsHref={`${environment.path}/settings` as Route}
        refusal={environment.refusal}
        path={environment.path}
      />
      <OldestWaitingCallout
        name={name}
        since={health.get(environment.id)?.oldestWaitingSince}
        isBlocked={environment.blockedReason !== null}
        deliveriesHref={`${environment.path}/deliveries?state=queued,sending,retrying` as Route}
      />
    </div>
  ))
}
