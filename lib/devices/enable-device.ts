import { z } from 'zod'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { inEnvironment } from '@/lib/scope'
import { changeDeviceStatus, getLockedDevice } from './change-device-status'
import { maskAddress } from './mask-address'

export const EnableDevice = inEnvironment({ deviceId: z.uuid() })

/** Resumes sending to the device. Deliveries that were suppressed meanwhile stay suppressed. */
export const enableDevice = command('device.enable', EnableDevice, async ({ db, staff, input }) => {
  const device = await getLockedDevice(db, input)
  if (device.status === 'active') throw new Refused('conflict', 'This device is already active.')
  await changeDeviceStatus(db, {
    ...input,
    customerId: device.customerId,
    status: 'active',
    reason: 'enabled_by_staff',
    event: 'enabled',
    actorName: staff.name,
    now: new Date(),
  })
  return {
    result: undefined,
    audit: {
      subject: { kind: 'device', id: device.id, name: maskAddress(device.address) },
      before: { status: device.status, reason: device.statusReason },
      after: { status: 'active', reason: 'enabled_by_staff' },
    },
  }
})
