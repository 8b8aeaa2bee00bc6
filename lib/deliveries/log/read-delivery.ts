import { z } from 'zod'
import { attemptsOfDelivery } from '@/db/queries/deliveries/delivery-detail'
import { findDeliveryRow, findNotificationRow } from '@/db/queries/deliveries/notifications'
import { attemptOutcomes } from '@/db/schema/notifications'
import { asShown } from '@/lib/as-shown'
import { Refused } from '@/lib/errors'
import { machineQuery } from '@/lib/keys/machine-verb'
import { listedMax } from '@/lib/paging/listed-max'
import { PublicDelivery, PublicNotification, publicDelivery } from './public-notification'

export const ReadDelivery = z.strictObject({ id: z.uuid('Isn’t a delivery ID.') })

export const ShownAttempt = z
  .object({
    number: z.int(),
    outcome: z.enum(attemptOutcomes).meta({ description: '`unknown`: the response was lost.' }),
    status: z.int().nullable().meta({ description: 'The HTTP status. Null if there was no response.' }),
    reason: z.string().nullable(),
    apnsUniqueId: z.string().nullable(),
    startedAt: z.iso.datetime(),
    durationMs: z.int(),
  })
  .meta({ id: 'Attempt' })

export const DeliveryAnswer = z
  .object({
    delivery: PublicDelivery,
    attempts: z.array(ShownAttempt).meta({ description: `The newest ${listedMax.attempts}, in their order.` }),
    notification: PublicNotification,
  })
  .meta({ id: 'DeliveryAnswer' })

/** Returns a delivery with its newest attempts and its notification. */
export const readDelivery = machineQuery(
  { takes: 'secret' },
  async (ctx, { id }: z.output<typeof ReadDelivery>): Promise<z.output<typeof DeliveryAnswer>> => {
    const environmentId = ctx.environment.id
    const found = await findDeliveryRow(ctx.db, { environmentId, id })
    const notification = found && (await findNotificationRow(ctx.db, { environmentId, id: found.notificationId }))
    if (!notification) throw new Refused('not-found', 'This environment has no such delivery.')
    const attempts = await attemptsOfDelivery(ctx.db, { environmentId, deliveryId: id, limit: listedMax.attempts })
    return {
      delivery: publicDelivery(found),
      attempts: attempts.map((attempt) => asShown(ShownAttempt, attempt)),
      notification: asShown(PublicNotification, notification),
    }
  },
)
