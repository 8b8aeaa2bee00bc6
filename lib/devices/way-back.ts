import type { DeviceStatus, DeviceStatusReason } from '@/db/schema/customers'
import type { Role } from '@/db/schema/staff'
import { roleMay } from '@/lib/permissions'

export type DeviceStanding = { status: DeviceStatus; statusReason: DeviceStatusReason }

/** Says how pushes can reach the device again. `device` is undefined if it was removed or never registered. */
export function wayBack(device: DeviceStanding | undefined, reader: Role | 'program'): string {
  if (!device) return 'Ask the customer to open the app and sign in, which registers a device.'
  if (device.status === 'active') return 'No action needed for the device: it is active again.'
  if (device.statusReason === 'disabled_by_staff') {
    const mayEnable = reader !== 'program' && roleMay(reader, 'device.enable')
    return `${mayEnable ? 'Enable the device on its page' : 'Ask support to enable the device'}, or ask the customer to turn push off and on again in the app.`
  }
  if (device.statusReason === 'deregistered') return 'Ask the customer to sign in to the app and to turn push on there.'
  return 'Ask the customer to open the app, which registers the device again. If the app is gone, nothing can be sent.'
}
