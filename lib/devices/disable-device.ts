import { z } from 'zod'
import { suppressDeliveriesOfDevice } from '@/db/queries/deliveries/suppress-deliveries'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { inEnvironment } from '@/lib/scope'
import { changeDeviceStatus, getLockedDevice } from './change-device-status'
import { maskAddress } from './mask-address'

export const DisableDevice = inEnvironment({
  deviceId: z.uuid(),
  comment: z.string().trim().max(500, 'Keep it under 500 characters.').optional(),
})

/**
 * Stops sending to the device, including queued deliveries, until staff enable it, the customer turns push off and on
 * again, or another customer signs in on it. Registering again changes nothing.
 */
export const disableDevice = command('device.disable', DisableDevice, async ({ db, staff, input }) => {
  const { environmentId, deviceId, comment } = input
  const now = new Date()
  const device = await getLockedDevice(db, { environmentId, deviceId })
  if (device.status === 'disabled') throw new Refused('conflict', 'This device is already disabled.')
  await changeDeviceStatus(db, {
    environmentId,
    deviceId,
    customerId: device.customerId,
    status: 'disabled',
    reason: 'disabled_by_staff',
    event: 'disabled',
    actorName: staff.name,
    detail: comment,
    now,
  })
  const suppressed = await suppressDeliveriesOfDevice(db, { environmentId, deviceId, now })
  return {
    result: { suppressed },
    audit: {
      subject: { kind: 'device', id: deviceId, name: maskAddress(device.address) },
      before: { status: device.status, reason: device.statusReason },
      after: { status: 'disabled', reason: 'disabled_by_staff', suppressed },
      comment,
    },
  }
})
