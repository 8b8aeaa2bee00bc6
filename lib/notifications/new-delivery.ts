import { v7 as uuidv7 } from 'uuid'
import type { findSendingEnvironment } from '@/db/queries/recipients'
import type { Transport } from '@/db/schema/notifications'
import { suppressionOf } from '../deliveries/suppression'
import type { NewNotification } from './new-notification'
import type { NotificationDraft } from './notification-row'
import type { Target } from './recipients'

export type SendingEnvironment = NonNullable<Awaited<ReturnType<typeof findSendingEnvironment>>>

/** One notification on its way to one address: queued, or suppressed with its reason. */
export function newDelivery({
  environment,
  notification,
  target,
  given,
  now,
}: {
  environment: SendingEnvironment
  notification: NotificationDraft
  target: Target
  given: NewNotification
  now: Date
}) {
  const { device } = target
  const reason = suppressionOf({
    now,
    expiresAt: notification.expiresAt,
    device,
    ignoresPresence: notification.ignoresPresence,
  })
  const transport = transportFor(environment, target, given)
  return {
    id: uuidv7(),
    environmentId: environment.id,
    notificationId: notification.id,
    type: notification.type,
    customerId: notification.customerId,
    deviceId: device?.id,
    deviceKind: target.kind,
    address: target.address,
    transport,
    isSimulated: transport === 'apns' && environment.apnsServer === 'simulator',
    state: reason ? ('suppressed' as const) : ('queued' as const),
    reason,
    orderKey: device && given.conversationId !== undefined ? `${given.conversationId}:${device.id}` : undefined,
    expiresAt: notification.expiresAt,
    endedAt: reason ? now : undefined,
    createdAt: now,
  }
}

/** Only the company knows what its UUIDs mean; its API takes device tokens too where it is set so. */
function transportFor(environment: SendingEnvironment, target: Target, given: NewNotification): Transport {
  if (target.kind === 'uuid') return 'company_api'
  return environment.endpointUsedFor === 'all' && !given.isApnsOnly ? 'company_api' : 'apns'
}
