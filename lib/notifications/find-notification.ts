import { deliveriesOfNotifications, findNotificationRow } from '@/db/queries/deliveries/notifications'
import { Refused } from '@/lib/errors'
import { machineQuery } from '@/lib/keys/machine-verb'

/** A notification with the current state of its deliveries. */
export const findNotification = machineQuery({ takes: 'secret' }, async (ctx, { id }: { id: string }) => {
  const environmentId = ctx.environment.id
  const notification = await findNotificationRow(ctx.db, { environmentId, id })
  if (!notification) throw new Refused('not-found', 'This environment has no such notification.')
  const deliveries = await deliveriesOfNotifications(ctx.db, { environmentId, notificationIds: [id] })
  return { notification, deliveries }
})
