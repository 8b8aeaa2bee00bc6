import type { Db } from '@/db/client'
import { insertDeviceEvent } from '@/db/queries/devices/device-events'
import { lockDevice, setDeviceStatus } from '@/db/queries/devices/devices'
import type { DeviceStatus, DeviceStatusReason } from '@/db/schema/customers'
import { Refused } from '@/lib/errors'

type One = { environmentId: string; deviceId: string }

export async function getLockedDevice(db: Db, one: One) {
  const device = await lockDevice(db, one)
  if (!device)
    throw new Refused('not-found', 'This device doesn’t exist in this environment. It may have been removed.')
  return device
}

/** Changes the status and records it in the timeline, for an act of a staff member. */
export async function changeDeviceStatus(
  db: Db,
  change: One & {
    customerId: string
    status: DeviceStatus
    reason: DeviceStatusReason
    event: 'disabled' | 'enabled'
    actorName: string
    detail?: string
    now: Date
  },
) {
  const { environmentId, deviceId, customerId, status, reason, event, actorName, detail, now } = change
  await setDeviceStatus(db, { environmentId, deviceId, status, reason, now })
  await insertDeviceEvent(db, { environmentId, deviceId, customerId, kind: event, actorName, detail, createdAt: now })
}
