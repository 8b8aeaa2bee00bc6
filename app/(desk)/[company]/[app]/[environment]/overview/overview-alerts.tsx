import type { Route } from 'next'
import { BlockedCallout, OldestWaitingCallout } from '@/components/desk/health-callouts'
import { ButtonLink } from '@/components/ui/button-link'
import { Callout } from '@/components/ui/callout'
import { RelativeWords } from '@/components/ui/time/relative-time'
import type { EnvironmentPlace } from '@/lib/companies/environment-at'
import type { EnvironmentHealth } from '@/lib/companies/environment-health'
import { plural } from '@/lib/format/number'
import { roleMay } from '@/lib/permissions'
import type { Role } from '@/lib/staff/roles'

type Props = {
  environment: Pick<EnvironmentPlace, 'path' | 'blockedReason' | 'blockedAt'> &
    Partial<Pick<EnvironmentPlace, 'refusal'>>
  health: EnvironmentHealth
  role: Role
  /** The setup checklist above shows the next step, including the prompt. */
  isSettingUp?: boolean
}

export function OverviewAlerts({ environment, health, role, isSettingUp = false }: Props) {
  const { path } = environment
  return (
    <div className="flex flex-col gap-3 empty:hidden">
      <BlockedCallout
        reason={environment.blockedReason}
        since={environment.blockedAt}
        settingsHref={`${path}/settings` as Route}
        role={role}
        refusal={environment.refusal}
        path={path}
      />
      <OldestWaitingCallout
        since={health.oldestWaitingSince}
        isBlocked={environment.blockedReason !== null}
        deliveriesHref={`${path}/deliveries?state=queued,sending,retrying&last=all` as Route}
      />
      {health.endpoint?.openUntil && health.endpoint.openUntil > new Date() && (
        <Callout
          tone="warning"
          title={`The company API failed ${health.endpoint.failuresInRow} times in a row`}
          action={
            roleMay(role, 'endpoint.change') && (
              <ButtonLink href={`${path}/settings?tab=company-api` as Route}>Open settings</ButtonLink>
            )
          }
        >
          Pushdesk retries <RelativeWords at={health.endpoint.openUntil} />. Queued deliveries are kept until they
          expire.
        </Callout>
      )}
      {!isSettingUp && !health.prompt.isAsking && health.prompt.isReadable && (
        <PromptOffCallout path={path} health={health} role={role} />
      )}
    </div>
  )
}

/** Shows how often a customer could have been asked while the prompt was off, and who can turn it on. */
function PromptOffCallout({ path, health, role }: { path: string; health: EnvironmentHealth; role: Role }) {
  const times = health.askedWhileOff
  const mayChange = roleMay(role, 'prompt.publish')
  return (
    <Callout
      title={
        health.prompt.isSwitchedOn
          ? 'The prompt is on, but its schedule and percentages ask no one now'
          : 'The prompt is off, so customers aren’t asked to allow notifications'
      }
      action={
        <ButtonLink href={`${path}/prompt` as Route}>
          {mayChange && !health.prompt.isSwitchedOn ? 'Turn on the prompt' : 'Open the prompt'}
        </ButtonLink>
      }
    >
      {times > 0 ? `In the last 7 days, apps requested the prompt ${plural(times, 'time')} while it was off. ` : ''}
      Customers who haven’t been asked don’t get a notification when an agent replies.{' '}
      {mayChange ? 'We recommend turning the prompt on.' : 'An integration manager or an admin can turn the prompt on.'}
    </Callout>
  )
}
