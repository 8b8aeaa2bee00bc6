import { z } from 'zod'
import { pageOfDeliveries } from '@/db/queries/deliveries'
import { deliveryStates, notificationTypes, transports } from '@/db/schema/notifications'
import { CursorText } from '../cursor'
import { byCreation, pageUpTo } from '../cut'
import { Instant } from '../instant'
import { machineQuery } from '../machine-verb'
import { showDelivery } from '../notifications/show-notification'
import { ShownDelivery } from '../notifications/shown'

/** `state=failed,expired` */
const listOf = <T extends string>(item: z.ZodType<T, string>, description: string) =>
  z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(item).max(30))
    .optional()
    .meta({ description: `${description} Separate several values with commas; any of them matches.` })

const instant = Instant.transform((text) => new Date(text))
const yesOrNo = z.enum(['true', 'false']).transform((text) => text === 'true')

export const ReadLog = z.strictObject({
  state: listOf(z.enum(deliveryStates), `One of ${deliveryStates.join(', ')}.`),
  reason: listOf(z.string().min(1).max(100), 'As deliveries have it, such as `Unregistered`.'),
  type: listOf(z.enum(notificationTypes), `One of ${notificationTypes.join(', ')}.`),
  transport: listOf(z.enum(transports), `One of ${transports.join(', ')}.`),
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
  limit: z
    .string()
    .regex(/^\d{1,3}$/, 'Must be a number from 1 to 100.')
    .transform(Number)
    .pipe(z.int().min(1).max(100))
    .default(50)
    .meta({ description: 'From 1 to 100.' }),
})
export type ReadLog = z.output<typeof ReadLog>

export const LoggedDelivery = ShownDelivery.extend({
  user: z
    .union([z.object({ id: z.string() }), z.object({ anonymousId: z.string() })])
    .nullable()
    .meta({ description: 'Null when only an address was known, or the customer was erased.' }),
  conversationId: z.string().nullable(),
}).meta({ id: 'LoggedDelivery' })

export const LogPage = z
  .object({
    deliveries: z.array(LoggedDelivery),
    nextCursor: z.string().nullable().meta({ description: 'Null on the last page.' }),
  })
  .meta({ id: 'LogPage' })

/** A page of the delivery log, newest first. */
export const readLog = machineQuery(
  { takes: 'secret' },
  async (ctx, asked: ReadLog): Promise<z.output<typeof LogPage>> => {
    const of = { environmentId: ctx.environment.id, filters: filtersOf(asked), after: asked.cursor }
    const { shown, next } = await pageUpTo(
      asked.limit,
      (limit) => pageOfDeliveries(ctx.db, { ...of, limit }),
      byCreation,
    )
    return {
      deliveries: shown.map(({ userId, anonymousId, conversationId, ...delivery }) => ({
        ...showDelivery(delivery),
        user: userId !== null ? { id: userId } : anonymousId !== null ? { anonymousId } : null,
        conversationId,
      })),
      nextCursor: next,
    }
  },
)

function filtersOf({
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
