import { z } from 'zod'
import { customersNamed, devicesByAddress } from '@/db/queries/deliveries/recipients'
import { upsertPresence, withdrawAppOfAll } from '@/db/queries/devices/presence'
import type { MachineContext } from '@/lib/context'
import { addressOf, DeviceToken, DeviceUuid } from '@/lib/devices/address'
import { machineCommand } from '@/lib/keys/machine-verb'
import { User } from '@/lib/user'

/** Presence expires after this time, because an app that crashes reports nothing. */
export const presenceMs = 90_000

export const SetPresence = z
  .strictObject({
    user: User,
    deviceToken: DeviceToken.optional(),
    uuid: DeviceUuid.optional(),
    app: z.enum(['active', 'background']).optional().meta({ description: 'Whether the app is active.' }),
    chat: z.enum(['connected', 'disconnected']).optional().meta({ description: 'Whether the chat is open.' }),
  })
  .refine(({ app, chat }) => app !== undefined || chat !== undefined, { message: 'Send app or chat.', path: ['app'] })
  .refine(({ deviceToken, uuid }) => deviceToken === undefined || uuid === undefined, {
    message: 'Send deviceToken or uuid, not both.',
    path: ['uuid'],
  })
  .meta({
    id: 'SetPresence',
    description: 'Omitted fields don’t change. With a device, `app` applies to that device only.',
  })
export type SetPresence = z.output<typeof SetPresence>

/** Stores the presence that the customer's app reports. It expires after 90 s unless renewed. */
export const setPresence = machineCommand(
  { takes: 'publishable', speaksFor: ({ user }: SetPresence) => user },
  async (ctx, input: SetPresence) => {
    const { user, deviceToken, uuid, app, chat } = input
    const environmentId = ctx.environment.id
    const now = new Date()
    const [customer] = await customersNamed(ctx.db, { environmentId, names: [nameOf(user)] })
    if (!customer) throw new Error('the customer was neither found nor made')
    const deviceId = await findDeviceId(ctx, customer.id, { deviceToken, uuid })
    if (deviceId && app) await withdrawAppOfAll(ctx.db, { customerId: customer.id })
    const row = await upsertPresence(ctx.db, {
      environmentId,
      customerId: customer.id,
      deviceId,
      app,
      chat,
      now,
      expiresAt: new Date(now.getTime() + presenceMs),
    })
    return { app: row.app, chat: row.chat, expiresAt: row.expiresAt.toISOString() }
  },
)

const nameOf = ({ id, anonymousId }: User) => (id === undefined ? { anonymousId: anonymousId ?? '' } : { userId: id })

/**
 * Returns null for a device that isn't registered for this customer: its presence then applies to the customer as a
 * whole.
 */
async function findDeviceId(
  ctx: MachineContext,
  customerId: string,
  { deviceToken, uuid }: { deviceToken?: string; uuid?: string },
) {
  if (deviceToken === undefined && uuid === undefined) return null
  const [device] = await devicesByAddress(ctx.db, {
    environmentId: ctx.environment.id,
    addresses: [addressOf({ deviceToken, uuid })],
    now: new Date(),
  })
  return device?.customerId === customerId ? device.id : null
}
