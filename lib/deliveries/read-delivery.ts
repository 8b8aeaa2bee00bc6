import { z } from 'zod'
import { attemptsOfDelivery } from '@/db/queries/delivery-detail'
import { findDelivery, findNotification } from '@/db/queries/notifications'
import { attemptOutcomes } from '@/db/schema/notifications'
import { Refused } from '../errors'
import { listedMax } from '../listed-max'
import { machineQuery } from '../machine-verb'
import { showNotification } from '../notifications/show-notification'
import { ShownDelivery, ShownNotification } from '../notifications/shown'

export const ReadDelivery = z.strictObject({ id: z.uuid('Isn’t a delivery ID.') })

const Attempt = z
  .object({
    number: z.int(),
    outcome: z.enum(attemptOutcomes).meta({ description: '`unknown`: the response was lost.' }),
    status: z.int().nullable().meta({ description: 'HTTP status; null when there was no response.' }),
    reason: z.string().nullable(),
    apnsUniqueId: z.string().nullable(),
    startedAt: z.iso.datetime(),
    durationMs: z.int(),
  })
  .meta({ id: 'Attempt' })

export const DeliveryAnswer = z
  .object({
    delivery: ShownDelivery,
    attempts: z.array(Attempt).meta({ description: `The newest ${listedMax.attempts}, in their order.` }),
    notification: ShownNotification,
  })
  .meta({ id: 'DeliveryAnswer' })

/** One delivery with every attempt and the notification that it is part of. */
export const readDelivery = machineQuery(
  { takes: 'secret' },
  async (ctx, { id }: z.output<typeof ReadDelivery>): Promise<z.output<typeof DeliveryAnswer>> => {
    const environmentId = ctx.environment.id
    const found = await findDelivery(ctx.db, { environmentId, id })
    const notification = found && (await findNotification(ctx.db, { environmentId, id: found.notificationId }))
    if (!notification) throw new Refused('not-found', 'This environment has no such delivery.')
    const attempts = await attemptsOfDelivery(ctx.db, { environmentId, deliveryId: id, limit: listedMax.attempts })
    const shown = showNotification({ notification, deliveries: [found] })
    const [delivery] = shown.deliveries
    if (!delivery) throw new Error('showNotification left the delivery out')
    return {
      delivery,
      attempts: attempts.map(({ number, outcome, status, reason, apnsUniqueId, startedAt, durationMs }) => ({
        number,
        outcome,
        status,
        reason,
        apnsUniqueId,
        startedAt: startedAt.toISOString(),
        durationMs,
      })),
      notification: shown.notification,
    }
  },
)
