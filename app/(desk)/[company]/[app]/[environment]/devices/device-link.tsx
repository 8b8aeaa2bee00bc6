import type { Route } from 'next'
import { DeviceKindIcon } from '@/components/devices/device-status'
import { Outside } from '@/components/ui/text/outside'
import { TextLink } from '@/components/ui/text/text-link'
import type { DeviceListItem } from '@/lib/devices/list-devices'

export function DeviceLink({ device, environmentPath }: { device: DeviceListItem; environmentPath: string }) {
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
