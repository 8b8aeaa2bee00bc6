import { z } from 'zod'
import { type CustomerName, customersNamed } from '@/db/queries/deliveries/recipients'
import { devicesAt, insertPromptEvents } from '@/db/queries/prompts/prompt-events'
import { promptEventKinds } from '@/db/schema/prompts'
import type { MachineContext } from '@/lib/context'
import { addressOf, DeviceToken, DeviceUuid } from '@/lib/devices/address'
import { Refused } from '@/lib/errors'
import { checkIdentity } from '@/lib/identity/verify-user-token'
import { Instant } from '@/lib/instant'
import { refusedFields } from '@/lib/invalid'
import { machineCommand } from '@/lib/keys/machine-verb'
import { limitAddress, limitCustomer } from '@/lib/keys/public-limits'
import { namesSomething } from '@/lib/text/names-of-nothing'
import { storableText } from '@/lib/text/storable-text'
import { User } from '@/lib/user'

export const PromptEvent = z
  .strictObject({
    id: storableText(100)
      .superRefine(namesSomething)
      .meta({ description: 'Your ID of the event. Pushdesk counts a repeat once.' }),
    kind: z.enum(promptEventKinds),
    user: User,
    deviceToken: DeviceToken.optional(),
    uuid: DeviceUuid.optional(),
    revision: storableText(80).optional().meta({ description: 'The `revision` of the evaluation’s metadata.' }),
    at: Instant.meta({
      description: 'When it happened, by the phone’s clock. A time in the future is stored as the time of the call.',
    }),
  })
  .refine(({ deviceToken, uuid }) => !(deviceToken && uuid), {
    path: ['uuid'],
    error: 'Send deviceToken or uuid, not both.',
  })
  .meta({ id: 'PromptEvent' })
type Event = z.output<typeof PromptEvent>

/** Checks only the list. Each event is checked by itself, so that an invalid one doesn't affect the others. */
export const RecordPromptEvents = z.strictObject({
  events: z.array(z.unknown()).min(1, 'Send at least one event.').max(100, 'At most 100 events at once.'),
})
type RecordPromptEvents = z.output<typeof RecordPromptEvents>

export type RefusedEvent = { index: number; id?: string; errors: { path: string; message: string }[] }

/** Records what the prompt did on phones. Creates unknown customers: support asks about those who never registered. */
export const recordPromptEvents = machineCommand(
  { takes: 'publishable', isWhole: true },
  async (ctx, { events: given }: RecordPromptEvents) => {
    const checked = given.map((event) => readEvent(event))
    const identities = await refusedIdentities(ctx, checked)
    const refusals = checked.map((event) => ('fields' in event ? event : identities.get(event.user.id ?? '')))
    const [first] = refusals
    if (first && refusals.every(Boolean)) throw first.reason === 'invalid' ? allRefused(refusals) : first
    const events = checked.filter(
      (event): event is Event => !('fields' in event) && !identities.has(event.user.id ?? ''),
    )
    limitEach(ctx, events)
    const now = Date.now()
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
        at: new Date(Math.min(Date.parse(event.at), now)),
      })),
    })
    return {
      recorded: recorded.length,
      repeated: events.length - recorded.length,
      ...(refusals.some(Boolean) && {
        refused: refusals.flatMap((refusal, index) => (refusal ? [shownRefusal(refusal, index, given[index])] : [])),
      }),
    }
  },
)

/** A call has up to 100 events, and each counts. The first was counted for its address with the call. */
function limitEach(ctx: MachineContext, events: Event[]) {
  for (const [index, { user }] of events.entries()) {
    if (index > 0) limitAddress(ctx, 'event')
    limitCustomer(ctx, { call: 'event', user })
  }
}

function readEvent(event: unknown): Event | Refused {
  const result = PromptEvent.safeParse(event)
  return result.success ? result.data : new Refused('invalid', 'Some fields aren’t valid.', refusedFields(result.error))
}

/** User ID → why its User-Token doesn't prove it. */
async function refusedIdentities(ctx: MachineContext, events: (Event | Refused)[]) {
  const refused = new Map<string, Refused>()
  for (const id of new Set(events.flatMap((event) => ('fields' in event ? [] : (event.user.id ?? []))))) {
    await checkIdentity(ctx, { id }).catch((error: unknown) => {
      if (!(error instanceof Refused) || error.reason !== 'signed-out') throw error
      refused.set(id, error)
    })
  }
  return refused
}

function allRefused(refusals: (Refused | undefined)[]) {
  const fields = refusals.flatMap((refusal, index) =>
    Object.entries(refusal?.fields ?? {}).map(([path, messages]) => [
      [`events.${index}`, path].filter(Boolean).join('.'),
      messages,
    ]),
  )
  return new Refused('invalid', 'None of these events is valid.', Object.fromEntries(fields))
}

function shownRefusal({ fields, message }: Refused, index: number, event: unknown): RefusedEvent {
  const { id } = z
    .object({ id: z.string().optional().catch(undefined) })
    .catch({ id: undefined })
    .parse(event)
  const errors = Object.entries(fields).flatMap(([path, messages]) => messages.map((text) => ({ path, message: text })))
  return { index, id, errors: errors.length ? errors : [{ path: 'user', message }] }
}

async function customersOf(ctx: MachineContext, events: Event[]) {
  const named = events.map(({ user }): CustomerName => nameOf(user))
  const distinct = new Map(named.map((name) => [JSON.stringify(name), name]))
  const rows = await customersNamed(ctx.db, { environmentId: ctx.environment.id, names: [...distinct.values()] })
  const byUser = new Map(rows.map((row) => [row.userId, row.id]))
  const byAnonymous = new Map(rows.map((row) => [row.anonymousId, row.id]))
  return ({ user }: Event) => (user.id !== undefined ? byUser.get(user.id) : byAnonymous.get(user.anonymousId ?? ''))
}

const nameOf = ({ id, anonymousId = '' }: Event['user']): CustomerName =>
  id !== undefined ? { userId: id } : { anonymousId }

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
