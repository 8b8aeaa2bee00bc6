import type { Route } from 'next'
import { DeviceKindIcon } from '@/components/devices/device-status'
import { Outside } from '@/components/ui/outside'
import { TextLink } from '@/components/ui/text-link'
import type { ListedDevice } from './device-table'

export function DeviceLink({ device, environmentPath }: { device: ListedDevice; environmentPath: string }) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      <DeviceKindIcon kind={device.kind} />
      <TextLink
        variant="row"
        data-row-link
        className="font-mono text-sm"
        href={`${environmentPath}/devices/${device.id}` as Route}
      >
        <Outside>{device.maskedAddress}</Outside>
      </TextLink>
    </span>
  )
}
