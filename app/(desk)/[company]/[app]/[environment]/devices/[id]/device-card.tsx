import type { Route } from 'next'
import { DevicePermission, DeviceStatusBadge } from '@/components/devices/device-status'
import { LanguageWords, ModelWords, TimeZoneWords } from '@/components/devices/device-words'
import { MovedWarning } from '@/components/devices/moved-warning'
import { Badge } from '@/components/ui/badge'
import { ButtonLink } from '@/components/ui/button-link'
import { Callout } from '@/components/ui/callout'
import { Described, DescriptionList } from '@/components/ui/description-list'
import { EnvironmentBadge, SimulatedBadge } from '@/components/ui/environment-badge'
import { PageHeader } from '@/components/ui/page-header'
import { PageTitle } from '@/components/ui/page-title'
import { Section } from '@/components/ui/section'
import { CopyableId } from '@/components/ui/text/copyable-id'
import { Outside, OutsideList } from '@/components/ui/text/outside'
import { TextLink } from '@/components/ui/text/text-link'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { reasonWord } from '@/lib/apns/explanations/reason-word'
import type { EnvironmentPath } from '@/lib/companies/environment-at'
import { kindLabels, permissionMeanings, statusReasonLabels } from '@/lib/devices/device-labels'
import { modelName } from '@/lib/devices/model-name'
import type { DeviceView } from '@/lib/devices/show-device'
import { roleMay } from '@/lib/permissions'
import { isolated } from '@/lib/text/isolated'
import { DeviceActions } from './device-actions'
import { deviceOnPage } from './device-on-page'
import { RevealAddress } from './reveal-address'

export async function DeviceCard({ at, deviceId }: { at: EnvironmentPath; deviceId: string }) {
  const { place, shown, role } = await deviceOnPage(at, deviceId)
  const { device, customer, environment } = shown
  const ids = { environmentId: place.id, deviceId }
  return (
    <>
      <PageTitle>{`Device ${isolated(device.maskedAddress)}`}</PageTitle>
      <PageHeader
        title={<Outside className="font-mono">{device.maskedAddress}</Outside>}
        badges={
          <>
            <Badge>{kindLabels[device.kind]}</Badge>
            <EnvironmentBadge name={environment.name} />
            {environment.apnsServer === 'simulator' && device.kind === 'device_token' && <SimulatedBadge />}
          </>
        }
        actions={
          <DeviceActions
            device={{ ...ids, name: device.maskedAddress, status: device.status }}
            environmentPath={place.path}
            may={{ change: roleMay(role, 'device.disable'), test: roleMay(role, 'test.send') }}
          />
        }
      />
      <Warnings shown={shown} environmentPath={place.path} />
      <div className="grid gap-x-12 gap-y-6 lg:grid-cols-2">
        <Section title="Reachability">
          <DescriptionList>
            <Described term="Status">
              <DeviceStatusBadge status={device.status} />
            </Described>
            <Described term="Since">
              <RelativeTime at={device.statusSince} />
            </Described>
            <Described term="Reason">{statusReasonLabels[device.statusReason]}</Described>
            <Described term="Permission">
              <DevicePermission permission={device.permission} />
              <span className="block text-faint text-sm">{permissionMeanings[device.permission]}</span>
            </Described>
            <Described term="Last registered">
              <RelativeTime at={device.registeredAt} />
            </Described>
            <Described term="Last accepted">
              {device.lastAcceptedAt && <RelativeTime at={device.lastAcceptedAt} />}
            </Described>
            <Described term="Last rejected">
              {device.lastRejectedAt && (
                <span className="flex flex-wrap gap-x-2">
                  <RelativeTime at={device.lastRejectedAt} />
                  {device.lastRejectedReason && <Outside>{reasonWord(device.lastRejectedReason)}</Outside>}
                </span>
              )}
            </Described>
          </DescriptionList>
        </Section>
        <Section title="Device">
          <DescriptionList>
            <Described term={kindLabels[device.kind]}>
              <RevealAddress
                {...ids}
                noun={device.kind === 'uuid' ? 'UUID' : 'device token'}
                maskedAddress={device.maskedAddress}
                mayReveal={roleMay(role, 'device.reveal_token')}
              />
            </Described>
            <Described term="Customer">
              <span className="flex flex-wrap gap-x-3">
                <TextLink href={`${place.path}/customers/${customer.id}` as Route}>
                  <Outside>{customer.userId ?? customer.anonymousId}</Outside>
                </TextLink>
                {!customer.userId && <span className="text-faint">Anonymous</span>}
              </span>
            </Described>
            <Described term="App">
              <OutsideList parts={[environment.bundleId, device.appVersion]} />
            </Described>
            <Described term="SDK">{device.sdkVersion && <Outside>{device.sdkVersion}</Outside>}</Described>
            <Described term="Phone">
              {(device.model || device.osVersion) && (
                <OutsideList
                  parts={[
                    device.model && <ModelWords model={device.model} />,
                    device.osVersion && `iOS ${device.osVersion}`,
                  ]}
                />
              )}
            </Described>
            {device.model && modelName(device.model) !== device.model && (
              <Described term="Model identifier">
                <Outside className="font-mono text-sm">{device.model}</Outside>
              </Described>
            )}
            <Described term="Language">{device.locale && <LanguageWords locale={device.locale} />}</Described>
            <Described term="Time zone">{device.timeZone && <TimeZoneWords timeZone={device.timeZone} />}</Described>
            <Described term="Device ID">
              <CopyableId id={device.id} name="device ID" />
            </Described>
          </DescriptionList>
        </Section>
      </div>
    </>
  )
}

function Warnings({ shown, environmentPath }: { shown: DeviceView; environmentPath: string }) {
  const { device, moves, elsewhere } = shown
  return (
    <>
      {moves.length > 0 && <MovedWarning moves={moves} environmentPath={environmentPath} />}
      {elsewhere.map((other) => (
        <Callout
          key={other.deviceId}
          tone="warning"
          title={`This ${device.kind === 'uuid' ? 'UUID' : 'token'} is also registered in ${other.environmentName}`}
          action={
            <ButtonLink
              href={`${environmentPath.replace(/[^/]+$/, other.environmentName)}/devices/${other.deviceId}` as Route}
            >
              Open device
            </ButtonLink>
          }
        >
          {device.kind === 'uuid'
            ? 'Each environment sends to its own company API.'
            : 'A token works in only one environment: App Store builds use production, Xcode builds use sandbox.'}
        </Callout>
      ))}
      {device.kind === 'uuid' && (
        <Callout title="Only the company API can reach this device">
          The app registered a UUID instead of an APNs device token, so Pushdesk sends its notifications through the
          company API.
        </Callout>
      )}
    </>
  )
}
