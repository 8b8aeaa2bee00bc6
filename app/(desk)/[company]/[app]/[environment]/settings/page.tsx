import { environmentFor, forPage } from '@/app/_server/doors'
import { environmentTitle } from '@/app/_server/environment-title'
import { PageHeader } from '@/components/ui/page-header'
import { Skeleton } from '@/components/ui/skeleton'
import { WhenReady } from '@/components/ui/when-ready'
import { showEndpoint } from '@/lib/company-api/show-endpoint'
import { listCredentials } from '@/lib/credentials/list-credentials'
import { showEnvironmentSettings } from '@/lib/environments/show-environment-settings'
import { listKeys } from '@/lib/keys/list-keys'
import { roleMay } from '@/lib/permissions'
import { listManagers } from '@/lib/staff/list-managers'
import { CompanyApiTab } from './company-api-tab'
import { CredentialsTab } from './credentials-tab'
import { EnvironmentTab } from './environment-tab'
import { IdentityTab } from './identity-tab'
import { KeysTab } from './keys-tab'
import { SettingsTabs } from './settings-tabs'
import { WhoMayChange } from './who-may-change'

type Props = PageProps<'/[company]/[app]/[environment]/settings'>

export const generateMetadata = ({ params }: Props) => environmentTitle('Settings', params)

export default function SettingsPage({ params }: Props) {
  return (
    <>
      <PageHeader
        title="Settings"
        description="APNs keys, company API, API keys, and identity verification for this environment."
      />
      <WhenReady fallback={<SettingsSkeleton />} content={() => params.then((place) => Settings({ place }))} />
    </>
  )
}

async function Settings({ place }: { place: Awaited<Props['params']> }) {
  const { environmentId, companyId, role, environment, credentials, endpoint, keys, managers } = await forPage(
    async (ctx) => {
      const { id: environmentId, company } = await environmentFor(ctx, place)
      const [environment, credentials, endpoint, keys, managers] = await Promise.all([
        showEnvironmentSettings(ctx, { environmentId }),
        listCredentials(ctx, { environmentId }),
        showEndpoint(ctx, { environmentId }),
        listKeys(ctx, { environmentId }),
        listManagers(ctx, { environmentId }),
      ])
      const facts = { environmentId, companyId: company.id, role: ctx.staff.role }
      return { ...facts, environment, credentials, endpoint, keys, managers }
    },
  )
  const mayChange = roleMay(role, 'endpoint.change')
  return (
    <>
      {!mayChange && <WhoMayChange managers={managers} />}
      <SettingsTabs
        panels={{
          credentials: <CredentialsTab {...{ environmentId, environment, credentials, mayChange }} />,
          'company-api': <CompanyApiTab {...{ environmentId, endpoint, mayChange }} />,
          keys: <KeysTab {...{ environmentId, keys, mayChange }} />,
          identity: <IdentityTab {...{ environmentId, environment, mayChange }} companySlug={place.company} />,
          environment: (
            <EnvironmentTab
              {...{ environmentId, companyId, environment, mayChange }}
              companySlug={place.company}
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
