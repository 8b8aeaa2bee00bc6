import type { Route } from 'next'
import { BlockedCallout, OldestWaitingCallout } from '@/components/desk/health-callouts'
import { ButtonLink } from '@/components/ui/button-link'
import { Callout } from '@/components/ui/callout'
import { RelativeWords } from '@/components/ui/relative-time'
import type { EnvironmentPlace } from '@/lib/companies/environment-at'
import type { EnvironmentHealth } from '@/lib/companies/environment-health'
import { roleMay } from '@/lib/permissions'
import type { Role } from '@/lib/staff/roles'

type Props = { environment: EnvironmentPlace; health: EnvironmentHealth; role: Role }

export function OverviewAlerts({ environment, health, role }: Props) {
  const { path } = environment
  return (
    <div className="flex flex-col gap-3 empty:hidden">
      <BlockedCallout
        reason={environment.blockedReason}
        since={environment.blockedAt}
        settingsHref={`${path}/settings` as Route}
      />
      <OldestWaitingCallout
        since={health.oldestWaitingSince}
        isBlocked={environment.blockedReason !== null}
        deliveriesHref={`${path}/deliveries?state=queued,sending,retrying` as Route}
      />
      {health.endpoint?.openUntil && health.endpoint.openUntil > new Date() && (
        <Callout
          tone="warning"
          title="The company’s API does not answer"
          action={<ButtonLink href={`${path}/settings` as Route}>Open the settings</ButtonLink>}
        >
          {health.endpoint.failuresInRow} requests failed in a row, so Pushdesk waits before the next; it tries again{' '}
          <RelativeWords at={health.endpoint.openUntil} />. What waits is not lost.
        </Callout>
      )}
      {!health.prompt.isOn && <PromptOffCallout path={path} health={health} role={role} />}
    </div>
  )
}

/** Push is worth little while nobody is asked: say what that costs, and who can change it. */
function PromptOffCallout({ path, health, role }: { path: string; health: EnvironmentHealth; role: Role }) {
  const times = health.askedWhileOff
  return (
    <Callout
      title="Customers are not asked for push: the prompt is off here"
      action={
        <ButtonLink href={`${path}/prompt` as Route}>
          {roleMay(role, 'prompt.publish') ? 'Turn it on' : 'See the prompt'}
        </ButtonLink>
      }
    >
      {times > 0
        ? `In the last seven days customers joined a queue ${times.toLocaleString('en')} ${times === 1 ? 'time' : 'times'} and could not be asked. `
        : ''}
      Whoever was never asked gets no notification when an agent answers. Turning it on is recommended.
    </Callout>
  )
}
