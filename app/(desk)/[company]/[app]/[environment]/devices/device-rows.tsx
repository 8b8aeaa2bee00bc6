import { DevicePermission, DeviceStatusBadge } from '@/components/devices/device-status'
import { Outside } from '@/components/ui/text/outside'
import { ShortRelativeWords } from '@/components/ui/time/relative-time'
import { DeviceLink } from './device-link'
import { DeviceMenu } from './device-menu'
import { type DeviceListView, menuOf } from './device-table'

/** The table's rows as two lines each, for narrow screens. */
export function DeviceRows(shown: DeviceListView) {
  return (
    <ul aria-label="Devices" className="border-t lg:hidden">
      {shown.devices.map((device) => (
        <li key={device.id} className="flex items-center gap-2 border-b py-2">
          <div className="flex min-w-0 flex-1 flex-col gap-0.5">
            <div className="flex items-center justify-between gap-3">
              <DeviceLink device={device} environmentPath={shown.environmentPath} />
              <DeviceStatusBadge status={device.status} />
            </div>
            <div className="flex items-center justify-between gap-3 text-quiet">
              <span className="truncate">
                <Outside>{device.userId ?? device.anonymousId}</Outside>
              </span>
              <span className="flex shrink-0 items-center gap-3">
                {device.permission !== 'authorized' && <DevicePermission permission={device.permission} />}
                <span className="min-w-17 text-right">
                  <ShortRelativeWords at={device.registeredAt} />
                </span>
              </span>
            </div>
          </div>
          <DeviceMenu {...menuOf(device, shown)} />
        </li>
      ))}
    </ul>
  )
}
