import type { Route } from 'next'
import { allPlaces, type Place } from '@/components/desk/frame/places'
import { BlockedCallout, OldestWaitingCallout } from '@/components/desk/health-callouts'
import type { WorkspaceCompany } from '@/lib/companies/workspace'
import type { HealthSummary } from '@/lib/companies/workspace-health'
import { isDelayed } from '@/lib/companies/worst-first'
import { plural, pluralWord } from '@/lib/format/number'

type Props = {
  /** Worst first. */
  companies: readonly WorkspaceCompany[]
  health: ReadonlyMap<string, HealthSummary>
}

const shownMax = 3

/** Shows only problems that someone must act on. */
export function WorkspaceAlerts({ companies, health }: Props) {
  const needsAct = ({ environment }: Place) =>
    environment.refusal !== null || isDelayed(health.get(environment.id)?.oldestWaitingSince)
  const places = allPlaces(companies).filter(needsAct)
  const more = places.length - shownMax
  return (
    <>
      {places.slice(0, shownMax).map(({ company, app, environment }) => (
        <div key={environment.id} className="contents">
          <BlockedCallout
            name={`${app.name}, ${environment.name}`}
            reason={environment.blockedReason}
            since={environment.blockedAt}
            settingsHref={`${environment.path}/settings` as Route}
            role={company.role}
            refusal={environment.refusal}
            path={environment.path}
          />
          <OldestWaitingCallout
            name={`${app.name}, ${environment.name}`}
            since={health.get(environment.id)?.oldestWaitingSince}
            isBlocked={environment.blockedReason !== null}
            deliveriesHref={`${environment.path}/deliveries?state=queued,sending,retrying&last=all` as Route}
          />
        </div>
      ))}
      {more > 0 && (
        <p className="text-quiet">
          {plural(more, 'more environment')} {pluralWord(more, 'needs', 'need')} attention, and{' '}
          {pluralWord(more, 'is', 'are')} marked in the list.
        </p>
      )}
    </>
  )
}
