import type { MachineContext } from '../context'
import { Refused } from '../errors'
import { machineCommand } from '../machine-verb'
import { type Created, createNotifications } from './create-notification'
import { createGathered } from './gather'
import type { Message, MessageBatch } from './inputs'
import type { NewNotification } from './new-notification'

/** The platform's trigger. What it accepts is on its way, or its delivery says why not. */
export const acceptMessage = machineCommand(
  { takes: 'secret', isWhole: true },
  (ctx, message: Message): Promise<Created> => {
    return createGathered(ctx.db, { environmentId: ctx.environment.id, given: notificationOf(ctx, message) })
  },
)

/** Up to 100 in one transaction: all, or none of them. */
export const acceptMessages = machineCommand(
  { takes: 'secret' },
  async (ctx, { messages }: MessageBatch): Promise<Created[]> => {
    const created = await createNotifications(ctx.db, {
      environmentId: ctx.environment.id,
      given: messages.map((message) => notificationOf(ctx, message)),
    })
    const refused = created.flatMap((one, index) => (one instanceof Refused ? [at(index, one)] : []))
    if (refused.length > 0) throw allOf(refused)
    return created.filter((one): one is Created => !(one instanceof Refused))
  },
)

function notificationOf({ key }: MachineContext, { id, user, ...message }: Message): NewNotification {
  return { ...message, externalId: id, to: { user }, actor: { kind: 'api_key', id: key.id, name: key.name } }
}

function at(index: number, { reason, message, fields, code, details }: Refused) {
  const place = `messages.${index}`
  const moved = Object.entries(fields).map(([path, sentences]) => [`${place}.${path}`, sentences])
  const named = moved.length > 0 ? Object.fromEntries(moved) : { [place]: [message] }
  return new Refused(reason, `${place}: ${message}`, named, code, details)
}

/** The first says what kind of refusal it is, and the fields name every message. */
function allOf(refused: Refused[]) {
  const [first] = refused
  if (!first) throw new Error('nothing was refused')
  const fields = Object.assign({}, ...refused.map((one) => one.fields))
  return new Refused(first.reason, first.message, fields, first.code, first.details)
}
