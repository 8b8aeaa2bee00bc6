import type { Route } from 'next'
import { DeviceKindIcon, DevicePermission, DeviceStatus } from '@/components/devices/device-status'
import { CutNote } from '@/components/ui/cut-note'
import { EmptyState } from '@/components/ui/empty-state'
import { Outside, OutsideList } from '@/components/ui/outside'
import { RelativeTime } from '@/components/ui/relative-time'
import { Section } from '@/components/ui/section'
import { TextLink } from '@/components/ui/text-link'
import type { ShownCustomer } from '@/lib/customers/show-customer'
import { statusReasonWords } from '@/lib/devices/device-words'
import { modelName } from '@/lib/devices/model-name'
import { listedMax } from '@/lib/listed-max'

/** Each device on two lines: its address and status, then the reason and time of the status. */
export function CustomerDevices({
  devices,
  environmentPath,
}: {
  devices: ShownCustomer['devices']
  environmentPath: string
}) {
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
                <DeviceStatus status={device.status} />
                <DevicePermission permission={device.permission} />
                <span className="min-w-0 text-quiet">
                  <OutsideList
                    parts={[
                      device.model && modelName(device.model),
                      device.osVersion && `iOS ${device.osVersion}`,
                      device.appVersion && `app ${device.appVersion}`,
                    ]}
                  />
                </span>
              </div>
              <div className="flex flex-wrap items-center gap-x-1.5 pl-5.5 text-faint">
                {statusReasonWords[device.statusReason].replace(/\.$/, '')}{' '}
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
