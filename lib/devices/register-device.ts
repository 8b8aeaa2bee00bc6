import { z } from 'zod'
import { announce } from '@/db/changes'
import type { Db } from '@/db/client'
import { type Registered, type Registration, upsertRegistrations } from '@/db/queries/registrations'
import { permissions } from '@/db/schema/customers'
import { User } from '../customers/user'
import { exactlyOne, oneOfRequired } from '../exactly-one'
import { gatherer } from '../gatherer'
import { machineCommand } from '../machine-verb'
import { addressOf, DeviceToken, DeviceUuid } from './address'
import { optionalFact, optionalLocale } from './optional-fact'

export const RegisterDevice = z
  .strictObject({
    deviceToken: DeviceToken.optional(),
    uuid: DeviceUuid.optional(),
    user: User,
    permission: z
      .enum(permissions)
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

/** An odd one of these never costs the registration. */
export const optionalFacts = ['appVersion', 'sdkVersion', 'osVersion', 'model', 'locale', 'timeZone']

/** One statement, so that an address belongs to one customer at every moment. */
export const registerDevice = machineCommand(
  { takes: 'either', speaksFor: ({ user }: RegisterDevice) => user, isWhole: true },
  async (ctx, { user, deviceToken, uuid, ...facts }) => {
    const { isNew, isMoved, suppressedNotificationIds, ...device } = await upserted(
      ctx.db,
      user.id === undefined ? 'anonymousId' : 'userId',
      {
        environmentId: ctx.environment.id,
        customerName: user.id ?? user.anonymousId ?? '',
        actorName: ctx.key.name,
        ...addressOf({ deviceToken, uuid }),
        ...facts,
      },
    )
    if (suppressedNotificationIds.length)
      await announce(ctx.db, {
        kind: 'deliveries',
        environmentId: ctx.environment.id,
        notificationIds: suppressedNotificationIds,
      })
    return { device, isNew, reassigned: isMoved }
  },
)

type Named = 'userId' | 'anonymousId'

/** Registrations that come at the same time share a statement: most of its cost is in beginning and committing it. */
const gather = gatherer<Registration, Registered | undefined>({
  batchMax: 50,
  batchesMax: 2,
  write: (db, named, given) => upsertRegistrations(db, { named: named as Named, given }), // the group below
  rowsOf: ({ environmentId, kind, address, customerName }) => [
    `${environmentId} ${kind} ${address}`,
    `${environmentId} customer ${customerName}`,
  ],
})

/** A second try sees the address that another registration has just made; more are only needed if it vanished again. */
async function upserted(db: Db, named: Named, registration: Registration): Promise<Registered> {
  const gathered = await gather(db, named, registration)
  if (gathered) return gathered
  for (let tries = 0; tries < 5; tries++) {
    const [row] = await upsertRegistrations(db, { named, given: [registration] })
    if (row) return row
  }
  throw new Error('The registration met another of the same address five times in a row.')
}
