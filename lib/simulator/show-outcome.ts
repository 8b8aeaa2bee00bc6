import { z } from 'zod'
import { deliveriesOfNotifications } from '@/db/queries/deliveries/notifications'
import { explainReason } from '@/lib/apns/explanations/explain'
import { query } from '@/lib/command'
import { inEnvironment } from '@/lib/scope'

/** The deliveries of one notification, for the agent panel of the demo phone. */
export const showOutcome = query(
  'simulator.use',
  inEnvironment({ notificationId: z.uuid() }),
  async ({ db, input: { environmentId, notificationId } }) => {
    const deliveries = await deliveriesOfNotifications(db, { environmentId, notificationIds: [notificationId] })
    return deliveries.map(({ id, deviceId, state, reason, transport, attemptCount, receivedAt, openedAt }) => ({
      id,
      deviceId,
      state,
      reason,
      meaning: reason ? explainReason(reason).meaning : null,
      transport,
      attemptCount,
      receivedAt,
      openedAt,
    }))
  },
)
