import { call, readCall } from '../call'
import type { MachineContext } from '../context'
import { Refused } from '../errors'
import { type Created, createNotifications } from './create-notification'
import { createGathered } from './gather'
import type { Message, MessageBatch } from './inputs'
import type { NewNotification } from './new-notification'

/** The platform's trigger. What it accepts is on its way, or its delivery says why not. */
export const acceptMessage = readCall('secret', (ctx, message: Message): Promise<Created> => {
  return createGathered(ctx.db, { environmentId: ctx.environment.id, given: notificationOf(ctx, message) })
})

/** Up to 100 in one transaction: all, or none of them. */
export const acceptMessages = call('secret', async (ctx, { messages }: MessageBatch): Promise<Created[]> => {
  const created = await createNotifications(ctx.db, {
    environmentId: ctx.environment.id,
    given: messages.map((message) => notificationOf(ctx, message)),
  })
  return created.map((one, index) => {
    if (one instanceof Refused) throw at(index, one)
    return one
  })
})

function notificationOf({ key }: MachineContext, { id, user, ...message }: Message): NewNotification {
  return { ...message, externalId: id, to: { user }, actor: { kind: 'api_key', id: key.id, name: key.name } }
}

function at(index: number, { reason, message, fields, code, details }: Refused) {
  const moved = Object.entries(fields).map(([path, sentences]) => [`messages.${index}.${path}`, sentences])
  return new Refused(reason, `messages.${index}: ${message}`, Object.fromEntries(moved), code, details)
}
