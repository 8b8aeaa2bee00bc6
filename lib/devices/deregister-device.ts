import { z } from 'zod'
import { endRegistration } from '@/db/queries/devices/end-registration'
import { exactlyOne, oneOfRequired } from '@/lib/exactly-one'
import { machineCommand } from '@/lib/keys/machine-verb'
import { FormerUser } from '@/lib/user'
import { addressOf, DeviceToken, FormerUuid } from './address'

export const DeregisterDevice = z
  .strictObject({ deviceToken: DeviceToken.optional(), uuid: FormerUuid.optional(), user: FormerUser })
  .superRefine(...exactlyOne('deviceToken', 'uuid'))
  .meta({ id: 'DeregisterDevice', oneOf: oneOfRequired('deviceToken', 'uuid') })
export type DeregisterDevice = z.output<typeof DeregisterDevice>

/**
 * Ends this customer's registration at this address and suppresses what is queued for it. An address that is unknown or
 * now belongs to another customer is left alone and gets the same response, so that callers can't probe for addresses.
 */
export const deregisterDevice = machineCommand(
  { takes: 'either', speaksFor: ({ user }: DeregisterDevice) => user, registers: (input) => addressOf(input).address },
  async (ctx, { user, ...address }: DeregisterDevice) => {
    await endRegistration(ctx.db, {
      environmentId: ctx.environment.id,
      user,
      ...addressOf(address),
      actorName: ctx.key.name,
      now: new Date(),
    })
  },
)
