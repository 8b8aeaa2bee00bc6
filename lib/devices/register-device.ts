import { z } from 'zod'
import { announce } from '@/db/announce'
import type { Db } from '@/db/client'
import { newId } from '@/db/new-id'
import {
  isAddressHeld,
  type Registered,
  type Registration,
  upsertRegistrations,
} from '@/db/queries/devices/registrations'
import { pushPermissions } from '@/db/schema/values'
import type { MachineContext } from '@/lib/context'
import { exactlyOne, oneOfRequired } from '@/lib/exactly-one'
import { gatherer } from '@/lib/flow/gatherer'
import { machineCommand } from '@/lib/keys/machine-verb'
import { addressHeld } from '@/lib/refused-calls/address-held'
import { keepRefusedCall, mayKeepRefusal } from '@/lib/refused-calls/keep-refused-call'
import { User } from '@/lib/user'
import { addressOf, DeviceToken, DeviceUuid } from './address'
import { optionalFact, optionalLocale } from './optional-fact'

export const RegisterDevice = z
  .strictObject({
    deviceToken: DeviceToken.optional(),
    uuid: DeviceUuid.optional(),
    user: User,
    permission: z
      .enum(pushPermissions)
      .meta({ description: 'The notification authorization status in iOS.', examples: ['authorized'] }),
    appVersion: optionalFact(64).meta({ examples: ['5.12.0'] }),
    sdkVersion: optionalFact(64).meta({ examples: ['1.4.0'] }),
    osVersion: optionalFact(64).meta({ examples: ['26.1'] }),
    model: optionalFact(128).meta({ examples: ['iPhone17,2'] }),
    locale: optionalLocale.meta({ description: 'BCP 47.', examples: ['en-GB'] }),
    timeZone: optionalFact(64).meta({ examples: ['Europe/London'] }),
  })
  .superRefine(...exactlyOne('deviceToken', 'uuid'))
  .meta({ id: 'RegisterDevice', oneOf: oneOfRequired('deviceToken', 'uuid') })
export type RegisterDevice = z.output<typeof RegisterDevice>

/** An invalid value in one of these fields never fails the registration. */
export const optionalFacts = ['appVersion', 'sdkVersion', 'osVersion', 'model', 'locale', 'timeZone']

/** Registers a device in one statement, so that an address always belongs to exactly one customer. */
export const registerDevice = machineCommand(
  {
    takes: 'either',
    speaksFor: ({ user }: RegisterDevice) => user,
    registers: (input) => addressOf(input).address,
    isWhole: true,
  },
  async (ctx, { user, deviceToken, uuid, ...facts }) => {
    const mayTake = user.id !== undefined || ctx.key.kind === 'secret' || !ctx.environment.identity.isRequired
    const registration = {
      environmentId: ctx.environment.id,
      customerName: user.id ?? user.anonymousId ?? '',
      actorName: ctx.key.name,
      mayTake,
      ...addressOf({ deviceToken, uuid }),
      ...facts,
    }
    const registered = await upserted(ctx.db, user.id === undefined ? 'anonymousId' : 'userId', registration)
    if (!registered) {
      await keepIgnored(ctx, registration.customerName)
      return asIfNew(registration)
    }
    const { isNew, isMoved, suppressedNotificationIds, ...device } = registered
    if (suppressedNotificationIds.length)
      await announce(ctx.db, {
        kind: 'deliveries',
        environmentId: ctx.environment.id,
        notificationIds: suppressedNotificationIds,
      })
    // A caller without proof doesn't learn that the address belonged to a customer.
    if (isMoved && !mayTake)
      return { device: { ...device, createdAt: device.registeredAt }, isNew: true, reassigned: false }
    return { device, isNew, reassigned: isMoved }
  },
)

type Named = 'userId' | 'anonymousId'

/** Concurrent registrations share a statement, because most of its cost is in beginning and committing it. */
const gather = gatherer<Registration, Registered | undefined>({
  batchMax: 50,
  batchesMax: 2,
  write: (db, named, given) => upsertRegistrations(db, { named: named as Named, given }), // the group that `upserted` passes
  rowsOf: ({ environmentId, kind, address, customerName }) => [
    `${environmentId} ${kind} ${address}`,
    `${environmentId} customer ${customerName}`,
  ],
})

/**
 * A second try sees an address that another registration has just inserted. More are needed only if it vanished again.
 * Undefined if the address is held.
 */
async function upserted(db: Db, named: Named, registration: Registration): Promise<Registered | undefined> {
  const gathered = await gather(db, named, registration)
  if (gathered) return gathered
  for (let tries = 0; tries < 5; tries++) {
    const [row] = await upsertRegistrations(db, { named, given: [registration] })
    if (row) return row
    if (!registration.mayTake && (await isAddressHeld(db, registration))) return undefined
  }
  throw new Error('The registration met another of the same address five times in a row.')
}

/** Records the ignored registration, so that the diagnosis can explain why this customer has no device. */
function keepIgnored({ db, environment, key, requestId }: MachineContext, customer: string) {
  if (!mayKeepRefusal(environment.id)) return undefined
  const call = { environmentId: environment.id, call: 'PUT /api/v1/devices', keyKind: key.kind, requestId, field: '' }
  const detail = 'The device belongs to a customer who signed in. An anonymous registration doesn’t take it over.'
  const answered = { status: 201, code: addressHeld, detail }
  return keepRefusedCall({ db }, { ...call, ...answered }, [{ customer, namedAs: 'anonymous' }])
}

/** The response for a new address. Nothing is stored, and the caller doesn't learn that it is someone else's. */
function asIfNew({
  environmentId: _,
  customerName: __,
  actorName: ___,
  mayTake: ____,
  address: _____,
  kind,
  ...facts
}: Registration) {
  const now = new Date()
  const nothing = { appVersion: null, sdkVersion: null, osVersion: null, model: null, locale: null, timeZone: null }
  const said = Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact !== undefined)) as typeof facts
  const device = {
    ...{ id: newId(), kind, status: 'active' as const, statusReason: 'registered' as const, statusSince: now },
    ...nothing,
    ...said,
    ...{ registeredAt: now, createdAt: now },
  }
  return { device, isNew: true, reassigned: false }
}
