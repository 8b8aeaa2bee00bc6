import type { Db } from '@/db/client'
import type { MachineContext } from '@/lib/context'
import { Refused } from '@/lib/errors'
import { gatherer } from '@/lib/flow/gatherer'
import { machineCommand } from '@/lib/keys/machine-verb'
import { createAndWake } from './create-and-wake'
import type { CreatedNotifications } from './create-notification'
import type { Message, MessageBatch } from './inputs'
import type { NewNotification } from './new-notification'

/** Accepts a message from the platform. Each of its deliveries is queued, or has the reason why it is suppressed. */
export const acceptMessage = machineCommand(
  { takes: 'secret', isWhole: true },
  (ctx, message: Message): Promise<CreatedNotifications> => {
    return createGathered(ctx.db, { environmentId: ctx.environment.id, given: notificationOf(ctx, message) })
  },
)

/** Accepts up to 100 messages in one transaction: all or none. */
export const acceptMessages = machineCommand(
  { takes: 'secret', isWhole: true },
  async (ctx, { messages }: MessageBatch): Promise<CreatedNotifications[]> => {
    const given = messages.map((message) => notificationOf(ctx, message))
    const created = await createAndWake(ctx.db, { environmentId: ctx.environment.id, given }, refuseAll)
    return created.filter((one): one is CreatedNotifications => !(one instanceof Refused))
  },
)

function notificationOf({ key, requestId, trace }: MachineContext, { id, user, ...message }: Message): NewNotification {
  const actor = { kind: 'api_key' as const, id: key.id, name: key.name }
  return { ...message, externalId: id, to: { user }, actor, requestId, trace }
}

function at(index: number, { reason, message, fields, code, details }: Refused) {
  const place = `messages.${index}`
  const moved = Object.entries(fields).map(([path, sentences]) => [`${place}.${path}`, sentences])
  const named = moved.length > 0 ? Object.fromEntries(moved) : { [place]: [message] }
  return new Refused(reason, `${place}: ${message}`, named, code, details)
}

/** Throws if any message is rejected, with the reason of the first one and the fields of all of them. */
function refuseAll(created: (CreatedNotifications | Refused)[]) {
  const refused = created.flatMap((one, index) => (one instanceof Refused ? [at(index, one)] : []))
  const [first] = refused
  if (!first) return
  const fields = Object.assign({}, ...refused.map((one) => one.fields))
  throw new Refused(first.reason, first.message, fields, first.code, first.details)
}

/** Concurrent messages of one environment share a transaction. */
const gather = gatherer<NewNotification, CreatedNotifications | Refused>({
  batchMax: 100,
  batchesMax: 2,
  write: (db, environmentId, given) => createAndWake(db, { environmentId, given }),
})

/** Writes the notification and its deliveries; resolves when they are committed. */
async function createGathered(
  db: Db,
  { environmentId, given }: { environmentId: string; given: NewNotification },
): Promise<CreatedNotifications> {
  const created = await gather(db, environmentId, given)
  if (created instanceof Refused) throw created
  return created
}
