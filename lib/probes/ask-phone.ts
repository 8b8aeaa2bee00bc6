import { z } from 'zod'
import { newId } from '@/db/new-id'
import { insertProbe } from '@/db/queries/probes/probes'
import { command } from '@/lib/command'
import { getLockedDevice } from '@/lib/devices/change-device-status'
import { maskAddress } from '@/lib/devices/mask-address'
import { Refused } from '@/lib/errors'
import { createNotification } from '@/lib/notifications/create-notification'
import { inEnvironment } from '@/lib/scope'
import { allowanceOf, askedInTimes } from './allowance'
import { whyNotAskable } from './why-not-askable'

/** Questions kept per device; older ones are deleted. */
const keptMax = 50

/**
 * Sends a background push that the app answers without the customer. APNs doesn't store it: APNs stores one push per
 * app for a phone that is off, and a question must not replace a message.
 */
export const askPhone = command(
  'device.ask',
  inEnvironment({ deviceId: z.uuid('Choose a device.') }),
  async ({ db, staff, requestId, trace, input: { environmentId, deviceId } }) => {
    const now = new Date()
    // Lock the device, so that concurrent questions count each other.
    const device = await getLockedDevice(db, { environmentId, deviceId })
    const refusal = await whyNotAskable(db, { device, now })
    if (refusal) throw refusal
    const { asksLeft, nextAskAt } = await allowanceOf(db, { environmentId, deviceId, now })
    if (nextAskAt)
      throw new Refused('too-many', askedInTimes(nextAskAt, now), {}, 'asked_too_often', {
        nextAskAt: nextAskAt.toISOString(),
      })
    const id = newId()
    const { deliveries } = await createNotification(db, {
      environment: { id: environmentId },
      type: 'probe',
      probeId: id,
      to: { deviceId },
      headers: {
        'apns-push-type': 'background',
        'apns-priority': '5',
        'apns-expiration': '0',
        'apns-collapse-id': `probe-${id}`,
      },
      actor: { kind: 'staff', id: staff.id, name: staff.name },
      requestId,
      trace,
    })
    const [delivery] = deliveries
    if (!delivery) throw new Error('a question to a device has no delivery')
    await insertProbe(
      db,
      {
        id,
        environmentId,
        deviceId,
        customerId: device.customerId,
        deliveryId: delivery.id,
        askedById: staff.id,
        askedByName: staff.name,
        createdAt: now,
      },
      { keptMax },
    )
    return {
      result: { probeId: id, asksLeft: asksLeft - 1 },
      audit: {
        subject: { kind: 'device', id: deviceId, name: maskAddress(device.address) },
        after: { probeId: id, deliveryId: delivery.id },
      },
    }
  },
)
