import { Badge } from '@/components/ui/badge'
import { Described, DescriptionList } from '@/components/ui/description-list'
import { SimulatedBadge } from '@/components/ui/environment-badge'
import { Section } from '@/components/ui/section'
import type { EnvironmentSettings } from '@/lib/environments/show-environment-settings'
import { ApnsServerForm } from './apns-server-form'
import { FourEyesSwitch } from './four-eyes-switch'

type Props = {
  environmentId: string
  companyId: string
  environment: EnvironmentSettings
  companySlug: string
  hasKey: boolean
  mayChange: boolean
  mayChangeCompany: boolean
}

export function EnvironmentTab({ environment, companySlug, hasKey, mayChange, mayChangeCompany, ...ids }: Props) {
  const { environmentId, companyId } = ids
  const { apnsServer, bundleId, requiresApproval, companyName, name } = environment
  return (
    <div className="flex flex-col gap-8">
      <Section
        title="APNs server"
        description="Where Pushdesk sends this environment’s notifications for device tokens."
      >
        <DescriptionList>
          <Described term="Server">
            {apnsServer === 'simulator' ? (
              <SimulatedBadge />
            ) : (
              <span>Apple, {name === 'production' ? 'production' : 'development'}</span>
            )}
          </Described>
          <Described term="Topic">
            <span className="font-mono text-sm">{bundleId}</span>
          </Described>
        </DescriptionList>
        {mayChange && (
          <ApnsServerForm
            {...{ environmentId, apnsServer, hasKey }}
            typeToConfirm={name === 'production' ? companySlug : undefined}
          />
        )}
      </Section>
      <Section
        title={`Two-person approval for ${companyName}`}
        description="A second person must approve prompt changes in production. Turning the prompt off never needs approval."
      >
        {mayChangeCompany ? (
          <FourEyesSwitch companyId={companyId} isOn={requiresApproval} />
        ) : (
          <p className="flex items-center gap-2">
            <Badge tone={requiresApproval ? 'accepted' : 'neutral'}>{requiresApproval ? 'On' : 'Off'}</Badge>
            <span className="text-quiet">Only an admin can change this.</span>
          </p>
        )}
      </Section>
    </div>
  )
}
