import { z } from 'zod'
import { command } from '@/lib/command'
import { inEnvironment } from '@/lib/scope'
import { getLockedDevice } from './change-device-status'
import { maskAddress } from './mask-address'

export const RevealDeviceToken = inEnvironment({ deviceId: z.uuid() })

/** Returns the whole address. The audit log records who revealed it and when. */
export const revealDeviceToken = command('device.reveal_token', RevealDeviceToken, async ({ db, input }) => {
  const device = await getLockedDevice(db, input)
  return {
    result: { address: device.address },
    audit: { subject: { kind: 'device', id: device.id, name: maskAddress(device.address) } },
  }
})
