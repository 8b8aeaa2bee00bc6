import { z } from 'zod'
import {
  findDeliveryOfSameCustomer,
  findDeliveryTo,
  insertReceipt,
  markReceived,
} from '@/db/queries/deliveries/receipts'
import { announceDeliveries } from '@/lib/deliveries/announce-deliveries'
import { addressOf, DeviceToken, DeviceUuid } from '@/lib/devices/address'
import { Refused } from '@/lib/errors'
import { exactlyOne, oneOfRequired } from '@/lib/exactly-one'
import { machineCommand } from '@/lib/keys/machine-verb'

export const Receipt = z
  .strictObject({
    notificationId: z.uuid().meta({ description: '`pushdesk.notificationId` of the push.' }),
    deviceToken: DeviceToken.optional(),
    uuid: DeviceUuid.optional(),
    kind: z.enum(['received', 'opened']),
  })
  .superRefine(...exactlyOne('deviceToken', 'uuid'))
  .meta({ id: 'Receipt', oneOf: oneOfRequired('deviceToken', 'uuid') })
export type Receipt = z.output<typeof Receipt>

/**
 * Records the SDK's receipt that a push arrived or was opened: the only proof of delivery that exists. Repeats are
 * harmless.
 */
export const recordReceipt = machineCommand(
  { takes: 'publishable' },
  async (ctx, { notificationId, kind, ...device }: Receipt) => {
    const environmentId = ctx.environment.id
    const to = { environmentId, notificationId, ...addressOf(device) }
    // A restored phone has a new token but the same customer, so its receipts count for that customer's deliveries.
    const delivery = (await findDeliveryTo(ctx.db, to)) ?? (await findDeliveryOfSameCustomer(ctx.db, to))
    if (!delivery) throw new Refused('not-found', 'This notification went neither to this device nor to its customer.')
    const at = new Date()
    const receipt = { environmentId, notificationId, deliveryId: delivery.id, kind, createdAt: at }
    // A push to an unregistered address has no device, so the receipt uses the delivery's ID instead.
    if (!(await insertReceipt(ctx.db, { ...receipt, deviceId: delivery.deviceId ?? delivery.id }))) return
    await markReceived(ctx.db, { environmentId, deliveryId: delivery.id, kind, at })
    await announceDeliveries(ctx.db, environmentId, [delivery])
  },
)
