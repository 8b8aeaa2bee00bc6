import { and, eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { suppressDeliveriesOfDevice } from '@/db/queries/deliveries/suppress-deliveries'
import { customers, type DeviceKind, devices } from '@/db/schema/customers'
import { insertDeviceEvent } from './device-events'

type EndRegistration = {
  environmentId: string
  user: { id?: string; anonymousId?: string }
  kind: DeviceKind
  address: string
  actorName: string
  now: Date
}

/** Does nothing unless this customer has the address. The row stays for its timeline and the next registration. */
export async function endRegistration(db: Db, { user, actorName, now, ...at }: EndRegistration) {
  const { environmentId } = at
  const [device] = await db
    .select({ id: devices.id, customerId: devices.customerId, statusReason: devices.statusReason })
    .from(devices)
    .innerJoin(customers, eq(customers.id, devices.customerId))
    .where(
      and(
        eq(devices.environmentId, environmentId),
        eq(devices.kind, at.kind),
        eq(devices.address, at.address),
        user.id === undefined ? eq(customers.anonymousId, user.anonymousId ?? '') : eq(customers.userId, user.id),
      ),
    )
    .for('no key update', { of: devices })
  if (!device) return
  const { id: deviceId, customerId } = device
  // Even if the device is already disabled: pushes that named its address were accepted for it.
  await suppressDeliveriesOfDevice(db, { environmentId, deviceId, customerId, now })
  if (device.statusReason === 'deregistered') return
  await db
    .update(devices)
    .set({ status: 'disabled', statusReason: 'deregistered', statusSince: now })
    .where(and(eq(devices.environmentId, environmentId), eq(devices.id, deviceId)))
  await insertDeviceEvent(db, { environmentId, deviceId, customerId, kind: 'deregistered', actorName, createdAt: now })
}
