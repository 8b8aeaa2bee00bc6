import { acceptPush } from '@/lib/notifications/accept-push'
import { Push } from '@/lib/notifications/inputs'
import { showNotification } from '@/lib/notifications/show-notification'
import { NotificationAnswer } from '@/lib/notifications/shown'
import { json } from './answers'
import { endpoint } from './endpoint'
import type { Gateway } from './gateway'

export function registerPushRoutes(gateway: Gateway) {
  endpoint(
    gateway,
    {
      method: 'post',
      path: '/api/v1/push',
      takes: 'secret',
      operationId: 'acceptPush',
      tag: 'Push',
      summary: 'Send an APNs payload',
      body: Push,
      answers: { 202: { description: 'On its way, with the state of each delivery.', schema: NotificationAnswer } },
      mayBe: [404, 409],
    },
    async (ctx, { body }) => json(showNotification(await acceptPush(ctx, body)), 202),
  )
}
