import { z } from 'zod'
import { pageOfDeliveries } from '@/db/queries/deliveries/deliveries'
import { deliveryStates, notificationTypes, transports } from '@/db/schema/values'
import { Instant } from '@/lib/instant'
import { machineQuery } from '@/lib/keys/machine-verb'
import { CursorText } from '@/lib/paging/cursor'
import { byCreation, pageUpTo } from '@/lib/paging/cut'
import { limitUpTo, NextCursor, someOf } from '@/lib/paging/query-parameters'
import { ShownUser, shownUser } from '@/lib/user'
import { PublicDelivery, publicDelivery } from './public-notification'

const instant = Instant.transform((text) => new Date(text))
const yesOrNo = z.enum(['true', 'false']).transform((text) => text === 'true')

export const ReadLog = z.strictObject({
  state: someOf(z.enum(deliveryStates), `One of ${deliveryStates.join(', ')}.`),
  reason: someOf(z.string().min(1).max(100), 'The `reason` of a delivery, such as `Unregistered`.'),
  type: someOf(z.enum(notificationTypes), `One of ${notificationTypes.join(', ')}.`),
  transport: someOf(z.enum(transports), `One of ${transports.join(', ')}.`),
  simulated: yesOrNo.optional().meta({ description: 'Whether it was sent to the built-in APNs simulator.' }),
  uncertain: yesOrNo.optional().meta({ description: 'Whether a response was lost.' }),
  deviceId: z.uuid('Isn’t a device ID.').optional(),
  customerId: z.uuid('Isn’t a customer ID.').optional(),
  user: z.string().min(1).max(512).optional().meta({ description: 'The customer’s `user.id` or anonymous ID.' }),
  notificationId: z.uuid('Isn’t a notification ID.').optional(),
  conversationId: z.string().min(1).max(512).optional(),
  since: instant.optional().meta({ description: 'Created at this time or later.' }),
  until: instant.optional().meta({ description: 'Created before this time.' }),
  cursor: CursorText.optional().meta({ description: '`nextCursor` of the previous page.' }),
  limit: limitUpTo(100),
})
export type ReadLog = z.output<typeof ReadLog>

export const LoggedDelivery = PublicDelivery.extend({
  user: ShownUser.nullable().meta({ description: 'Null if only an address was known, or if the customer was erased.' }),
  conversationId: z.string().nullable(),
}).meta({ id: 'LoggedDelivery' })

export const LogPage = z
  .object({
    deliveries: z.array(LoggedDelivery),
    nextCursor: NextCursor,
  })
  .meta({ id: 'LogPage' })

/** A page of the delivery log, newest first. */
export const readLog = machineQuery(
  { takes: 'secret' },
  async (ctx, asked: ReadLog): Promise<z.output<typeof LogPage>> => {
    const of = { environmentId: ctx.environment.id, filters: logFiltersOf(asked), after: asked.cursor }
    const { shown, next } = await pageUpTo(
      asked.limit,
      (limit) => pageOfDeliveries(ctx.db, { ...of, limit }),
      byCreation,
    )
    return { deliveries: shown.map(showLoggedDelivery), nextCursor: next }
  },
)

type Logged = Parameters<typeof publicDelivery>[0] & Parameters<typeof shownUser>[0] & { conversationId: string | null }

export function showLoggedDelivery(row: Logged): z.output<typeof LoggedDelivery> {
  return { ...publicDelivery(row), user: shownUser(row), conversationId: row.conversationId }
}

/** Converts a request's query into the log's filters. */
export function logFiltersOf({
  state,
  reason,
  type,
  transport,
  simulated,
  uncertain,
  since,
  cursor: _,
  limit: __,
  ...rest
}: ReadLog) {
  return {
    ...rest,
    states: state,
    reasons: reason,
    types: type,
    transports: transport,
    isSimulated: simulated,
    isUncertain: uncertain,
    from: since,
  }
}
