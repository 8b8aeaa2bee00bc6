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
 * Ends what this customer has at this address, and what is queued for it. An address that is unknown, or another
 * customer's by now, is left alone with the same answer, so that no one learns which addresses exist.
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
