import { environmentFor, forPage } from '@/app/_server/doors'
import { EnvironmentTitle } from '@/app/_server/environment-title'
import { guides } from '@/components/desk/guides'
import { Callout } from '@/components/ui/callout'
import { NewTabLink } from '@/components/ui/new-tab-link'
import { PageHeader } from '@/components/ui/page-header'
import { Skeleton } from '@/components/ui/skeleton'
import { WhenReady } from '@/components/ui/when-ready'
import { isSimulatorRunning } from '@/lib/apns/simulator/running-simulator'
import { showEndpoint } from '@/lib/company-api/show-endpoint'
import { listCredentials } from '@/lib/credentials/list-credentials'
import { showEnvironmentSettings } from '@/lib/environments/show-environment-settings'
import { listEventWebhooks } from '@/lib/events/webhooks/list-event-webhooks'
import { listKeys } from '@/lib/keys/list-keys'
import { roleMay } from '@/lib/permissions'
import { listManagers } from '@/lib/staff/team/list-managers'
import { isolated } from '@/lib/text/isolated'
import { listTriggers } from '@/lib/triggers/list-triggers'
import { CompanyApiTab } from './company-api-tab'
import { CredentialsTab } from './credentials-tab'
import { EnvironmentTab } from './environment-tab'
import { EventWebhooksTab } from './event-webhooks-tab'
import { IdentityTab } from './identity-tab'
import { KeysTab } from './keys-tab'
import { SettingsTabs } from './settings-tabs'

type Props = PageProps<'/[company]/[app]/[environment]/settings'>

export default function SettingsPage({ params }: Props) {
  return (
    <>
      <EnvironmentTitle page="Settings" params={params} />
      <PageHeader
        title="Settings"
        description="APNs keys, company API, API keys, event webhooks, and identity verification for this environment."
        actions={guides.map(({ name, href }) => (
          <NewTabLink key={href} href={href}>
            {name}
          </NewTabLink>
        ))}
      />
      <WhenReady fallback={<SettingsSkeleton />} content={() => params.then((place) => Settings({ place }))} />
    </>
  )
}

async function Settings({ place }: { place: Awaited<Props['params']> }) {
  const { environmentId, path, companyId, role, staffId, ...settings } = await forPage(async (ctx) => {
    const { id: environmentId, path, company, role } = await environmentFor(ctx, place)
    const [environment, credentials, endpoint, keys, triggers, webhooks, managers] = await Promise.all([
      showEnvironmentSettings(ctx, { environmentId }),
      listCredentials(ctx, { environmentId }),
      showEndpoint(ctx, { environmentId }),
      listKeys(ctx, { environmentId }),
      listTriggers(ctx, { environmentId }),
      listEventWebhooks(ctx, { environmentId }),
      listManagers(ctx, { environmentId }),
    ])
    const facts = { environmentId, path, companyId: company.id, role, staffId: ctx.staff.id }
    return { ...facts, environment, credentials, endpoint, keys, triggers, webhooks, managers }
  })
  const { environment, credentials, endpoint, keys, triggers, webhooks, managers } = settings
  const mayChange = roleMay(role, 'endpoint.change')
  return (
    <>
      {!mayChange && <WhoMayChange managers={managers} />}
      <SettingsTabs
        panels={{
          credentials: <CredentialsTab {...{ environmentId, environment, credentials, mayChange }} />,
          'company-api': <CompanyApiTab {...{ environmentId, endpoint, mayChange }} />,
          keys: (
            <KeysTab
              {...{ environmentId, keys, triggers, mayChange }}
              requiresIdentity={environment.requiresIdentity}
            />
          ),
          events: (
            <EventWebhooksTab
              {...{ path, environmentId, webhooks, mayChange }}
              isRecording={environment.eventsSince !== null}
            />
          ),
          identity: <IdentityTab {...{ environmentId, environment, mayChange }} companySlug={place.company} />,
          environment: (
            <EnvironmentTab
              {...{ environmentId, companyId, environment, mayChange, staffId }}
              companySlug={place.company}
              hasSimulator={isSimulatorRunning()}
              hasKey={credentials.some((key) => key.isSigning && !key.isSimulators)}
              mayChangeCompany={roleMay(role, 'company.change')}
            />
          ),
        }}
      />
    </>
  )
}

function SettingsSkeleton() {
  return (
    <div className="flex flex-col gap-4">
      <Skeleton className="h-9 w-full" />
      <Skeleton className="h-64 w-full" />
    </div>
  )
}

function WhoMayChange({ managers }: { managers: { name: string; email: string }[] }) {
  const names = managers.map(({ name, email }) => `${isolated(name)} (${isolated(email)})`)
  return (
    <Callout title="View only">
      {names.length > 0
        ? `To change these settings, ask your integration ${names.length === 1 ? 'manager' : 'managers'}: ${names.join(', ')}.`
        : 'This company has no integration manager. Ask an admin to change these settings.'}
    </Callout>
  )
}
