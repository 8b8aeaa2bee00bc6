import { deliveriesOfNotifications, findNotification as findRow } from '@/db/queries/notifications'
import { Refused } from '../errors'
import { machineQuery } from '../machine-verb'

/** A notification and its deliveries as they are now. */
export const findNotification = machineQuery({ takes: 'secret' }, async (ctx, { id }: { id: string }) => {
  const environmentId = ctx.environment.id
  const notification = await findRow(ctx.db, { environmentId, id })
  if (!notification) throw new Refused('not-found', 'This environment has no such notification.')
  const deliveries = await deliveriesOfNotifications(ctx.db, { environmentId, notificationIds: [id] })
  return { notification, deliveries }
})
