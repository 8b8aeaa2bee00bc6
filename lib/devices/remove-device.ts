import { z } from 'zod'
import { suppressDeliveriesOfDevice } from '@/db/queries/deliveries/suppress-deliveries'
import { deleteDevice } from '@/db/queries/devices/devices'
import { command } from '@/lib/command'
import { mustConfirm } from '@/lib/confirmation'
import { inEnvironment } from '@/lib/scope'
import { getLockedDevice } from './change-device-status'
import { removalWord } from './device-labels'
import { maskAddress } from './mask-address'

export const RemoveDevice = inEnvironment({ deviceId: z.uuid(), confirmation: z.string().trim().optional() })

/** Deletes the registration and its timeline. Its deliveries stay in the log; queued ones are suppressed. */
export const removeDevice = command('device.remove', RemoveDevice, async ({ db, input }) => {
  const { environmentId, deviceId, confirmation } = input
  const device = await getLockedDevice(db, { environmentId, deviceId })
  mustConfirm(confirmation, removalWord)
  const suppressed = await suppressDeliveriesOfDevice(db, { environmentId, deviceId, now: new Date() })
  await deleteDevice(db, { environmentId, deviceId })
  return {
    result: { suppressed, customerId: device.customerId },
    audit: {
      subject: { kind: 'device', id: deviceId, name: maskAddress(device.address) },
      before: { kind: device.kind, status: device.status, customerId: device.customerId },
      after: { suppressed },
    },
  }
})
