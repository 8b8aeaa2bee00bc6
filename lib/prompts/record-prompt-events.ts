import { z } from 'zod'
import { customersNamed, devicesAt, insertPromptEvents } from '@/db/queries/prompt-events'
import { promptEventKinds } from '@/db/schema/prompts'
import { call } from '../call'
import type { MachineContext } from '../context'
import { User } from '../customers/user'
import { addressOf, DeviceToken, DeviceUuid } from '../devices/address'
import { Refused } from '../errors'
import { checkIdentity } from '../identity/verify-user-token'

const futureMsMax = 5 * 60_000

const PromptEvent = z
  .strictObject({
    id: z
      .string()
      .min(1, 'Must not be empty.')
      .max(100)
      .meta({ description: 'Yours, one an event: a repeat is counted once.' }),
    kind: z.enum(promptEventKinds),
    user: User,
    deviceToken: DeviceToken.optional(),
    uuid: DeviceUuid.optional(),
    revision: z.string().max(80).optional().meta({ description: 'The `revision` of the evaluation’s metadata.' }),
    at: z.iso.datetime({ offset: true }).meta({ description: 'When it happened on the phone.' }),
  })
  .refine(({ deviceToken, uuid }) => !(deviceToken && uuid), {
    path: ['uuid'],
    error: 'Give deviceToken or uuid, not both.',
  })
  .meta({ id: 'PromptEvent' })

export const RecordPromptEvents = z
  .strictObject({
    events: z.array(PromptEvent).min(1, 'Give at least one event.').max(100, 'At most 100 events at once.'),
  })
  .meta({ id: 'PromptEvents' })
type RecordPromptEvents = z.output<typeof RecordPromptEvents>
type Event = RecordPromptEvents['events'][number]

/** What the prompt did on phones. Customers and devices that are not known here are counted all the same. */
export const recordPromptEvents = call('publishable', async (ctx, { events }: RecordPromptEvents) => {
  for (const id of new Set(events.flatMap(({ user }) => user.id ?? []))) await checkIdentity(ctx, { id })
  checkTimes(events)
  // One after the other: a transaction has one connection.
  const customerOf = await customersOf(ctx, events)
  const deviceOf = await devicesOf(ctx, events)
  const recorded = await insertPromptEvents(ctx.db, {
    events: events.map((event) => ({
      environmentId: ctx.environment.id,
      eventId: event.id,
      kind: event.kind,
      customerId: customerOf(event),
      deviceId: deviceOf(event),
      revision: event.revision,
      at: new Date(event.at),
    })),
  })
  return { recorded: recorded.length, repeated: events.length - recorded.length }
})

function checkTimes(events: Event[]) {
  const latest = Date.now() + futureMsMax
  const ahead = events.findIndex(({ at }) => Date.parse(at) > latest)
  if (ahead === -1) return
  throw new Refused('invalid', 'Some of this is not valid.', { [`events.${ahead}.at`]: ['Lies in the future.'] })
}

async function customersOf(ctx: MachineContext, events: Event[]) {
  const rows = await customersNamed(ctx.db, {
    environmentId: ctx.environment.id,
    userIds: events.flatMap(({ user }) => user.id ?? []),
    anonymousIds: events.flatMap(({ user }) => user.anonymousId ?? []),
  })
  const byUser = new Map(rows.map((row) => [row.userId, row.id]))
  const byAnonymous = new Map(rows.map((row) => [row.anonymousId, row.id]))
  return ({ user }: Event) => (user.id !== undefined ? byUser.get(user.id) : byAnonymous.get(user.anonymousId ?? ''))
}

async function devicesOf(ctx: MachineContext, events: Event[]) {
  const given = events.filter(({ deviceToken, uuid }) => deviceToken !== undefined || uuid !== undefined).map(addressOf)
  if (given.length === 0) return () => undefined
  const rows = await devicesAt(ctx.db, {
    environmentId: ctx.environment.id,
    addresses: given.map(({ address }) => address),
  })
  const byAddress = new Map(rows.map((row) => [`${row.kind} ${row.address}`, row.id]))
  return (event: Event) => {
    if (event.deviceToken === undefined && event.uuid === undefined) return undefined
    const { kind, address } = addressOf(event)
    return byAddress.get(`${kind} ${address}`)
  }
}
