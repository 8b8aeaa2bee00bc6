import type { Route } from 'next'
import { Suspense } from 'react'
import { DeviceKindIcon, DevicePermission, DeviceStatusBadge } from '@/components/devices/device-status'
import { ModelWords } from '@/components/devices/device-words'
import { EmptyState } from '@/components/ui/empty-state'
import { Section } from '@/components/ui/section'
import { CutNote } from '@/components/ui/text/cut-note'
import { Outside, OutsideList } from '@/components/ui/text/outside'
import { TextLink } from '@/components/ui/text/text-link'
import { RelativeTime } from '@/components/ui/time/relative-time'
import type { EnvironmentPath } from '@/lib/companies/environment-at'
import type { CustomerView } from '@/lib/customers/show-customer'
import { statusReasonLabels } from '@/lib/devices/device-labels'
import { listedMax } from '@/lib/paging/listed-max'
import { DeviceVerdict } from './customer-verdict'
import { DeviceRowActions } from './device-row-actions'

type Props = {
  at: EnvironmentPath
  customerId: string
  devices: CustomerView['devices']
  environmentId: string
  environmentPath: string
  may: { change: boolean; test: boolean }
}

/**
 * Lists each device on two lines: address and status, then reason and time. With several devices, each has its verdict.
 */
export function CustomerDevices({ at, customerId, devices, environmentId, environmentPath, may }: Props) {
  return (
    <Section title="Devices">
      {devices.length === 0 ? (
        <EmptyState title="No devices">
          The app registers a device when this customer signs in and allows notifications.
        </EmptyState>
      ) : (
        <ul aria-label="Devices" className="-mt-3">
          {devices.map((device) => (
            <li key={device.id} className="flex flex-col gap-0.5 border-b py-2">
              <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
                <span className="flex items-center gap-2">
                  <DeviceKindIcon kind={device.kind} />
                  <TextLink
                    variant="row"
                    className="font-mono text-sm"
                    href={`${environmentPath}/devices/${device.id}` as Route}
                  >
                    <Outside>{device.maskedAddress}</Outside>
                  </TextLink>
                </span>
                <DeviceStatusBadge status={device.status} />
                <DevicePermission permission={device.permission} />
                <span className="min-w-0 text-quiet">
                  <OutsideList
                    parts={[
                      device.model && <ModelWords model={device.model} />,
                      device.osVersion && `iOS ${device.osVersion}`,
                      device.appVersion && `app ${device.appVersion}`,
                    ]}
                  />
                </span>
                <DeviceRowActions
                  device={{ environmentId, deviceId: device.id, name: device.maskedAddress, status: device.status }}
                  {...{ environmentPath, may }}
                />
              </div>
              {devices.length > 1 && (
                <Suspense>
                  <DeviceVerdict {...{ at, customerId }} deviceId={device.id} />
                </Suspense>
              )}
              <div className="flex flex-wrap items-center gap-x-1.5 pl-5.5 text-faint">
                {statusReasonLabels[device.statusReason].replace(/\.$/, '')}{' '}
                <RelativeTime isSentence at={device.statusSince} />
                {device.lastAcceptedAt && (
                  <>
                    <span aria-hidden>·</span> Last accepted <RelativeTime isSentence at={device.lastAcceptedAt} />
                  </>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
      {devices.length >= listedMax.customerDevices && (
        <CutNote>
          Up to {listedMax.customerDevices} devices are listed, active ones first, then the newest. To see all, search
          Devices for the customer’s ID.
        </CutNote>
      )}
    </Section>
  )
}
