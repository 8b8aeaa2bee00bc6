import { Badge } from '@/components/ui/badge'
import { Callout } from '@/components/ui/callout'
import { Described, DescriptionList } from '@/components/ui/description-list'
import { SimulatedBadge } from '@/components/ui/environment-badge'
import { Section } from '@/components/ui/section'
import type { EnvironmentSettings } from '@/lib/environments/show-environment-settings'
import { plural } from '@/lib/format/number'
import { ApnsServerForm } from './apns-server-form'
import { ApprovalSwitch } from './approval-switch'
import { KeptData } from './kept-data'
import { MessageTextsForm } from './message-texts-form'

type Props = {
  environmentId: string
  companyId: string
  environment: EnvironmentSettings
  companySlug: string
  hasKey: boolean
  hasSimulator: boolean
  mayChange: boolean
  mayChangeCompany: boolean
  staffId: string
}

export function EnvironmentTab({ environment, companySlug, hasKey, hasSimulator, ...rest }: Props) {
  const { environmentId, companyId, mayChange, mayChangeCompany, staffId } = rest
  const { apnsServer, bundleId, requiresApproval, companyName, messageTextDays, name } = environment
  const { approvalEndAskedById: askedById, approvalEndAskedByName: askedBy } = environment
  return (
    <div className="flex flex-col gap-8">
      <Section
        title="APNs server"
        description="Where Pushdesk sends this environment’s notifications for device tokens."
      >
        {apnsServer === 'simulator' && !hasSimulator && (
          <Callout tone="failure" title="The built-in simulator isn’t running">
            Deliveries to device tokens wait until someone starts Pushdesk with SIMULATOR=1, or switches to Apple.
          </Callout>
        )}
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
            {...{ environmentId, apnsServer, hasKey, hasSimulator }}
            typeToConfirm={name === 'production' ? companySlug : undefined}
          />
        )}
      </Section>
      <Section
        title={`Two-person approval for ${companyName}`}
        description="A second person must approve prompt changes in production. Turning the prompt off never needs approval."
      >
        {mayChangeCompany ? (
          <ApprovalSwitch
            companyId={companyId}
            isOn={requiresApproval}
            endAskedBy={askedById ? { name: askedBy ?? '', isYou: askedById === staffId } : null}
          />
        ) : (
          <p className="flex items-center gap-2">
            <Badge tone={requiresApproval ? 'accepted' : 'neutral'}>{requiresApproval ? 'On' : 'Off'}</Badge>
            <span className="text-quiet">Only an admin can change this.</span>
          </p>
        )}
      </Section>
      <Section
        title={`Message texts of ${companyName}`}
        description="How long Pushdesk keeps message texts and payloads. The log keeps the record of each message and the outcome of its deliveries."
      >
        {mayChangeCompany ? (
          <MessageTextsForm companyId={companyId} messageTextDays={messageTextDays} />
        ) : (
          <p className="flex items-center gap-2">
            <Badge tone="neutral">{keptWords(messageTextDays)}</Badge>
            <span className="text-quiet">Only an admin can change this.</span>
          </p>
        )}
      </Section>
      <Section
        title="How long data is kept"
        description="For the whole installation. Pushdesk deletes older data automatically."
      >
        <KeptData />
      </Section>
    </div>
  )
}

function keptWords(days: number | null) {
  if (days === null) return 'Kept as long as deliveries'
  return days === 0 ? 'Not kept' : `Kept for ${plural(days, 'day')}`
}
