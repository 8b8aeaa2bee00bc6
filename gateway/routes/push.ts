import { z } from 'zod'
import { endpoint } from '@/gateway/endpoint'
import type { Gateway } from '@/gateway/gateway'
import { NotificationAnswer, publicNotification } from '@/lib/deliveries/log/public-notification'
import { waitForOutcome } from '@/lib/deliveries/wait-for-outcome'
import { acceptPush } from '@/lib/notifications/accept-push'
import { Push } from '@/lib/notifications/inputs'

const waitSecondsMax = 30

const Wait = z.strictObject({
  wait: z
    .string()
    .regex(/^\d{1,2}$/, `Must be whole seconds, at most ${waitSecondsMax}.`)
    .transform(Number)
    .pipe(z.int().max(waitSecondsMax, `At most ${waitSecondsMax} seconds.`))
    .optional()
    .meta({ description: `Wait up to this many seconds, at most ${waitSecondsMax}, for the outcome.` }),
})

export function registerPushRoutes(gateway: Gateway) {
  endpoint(
    gateway,
    {
      verb: acceptPush,
      method: 'post',
      path: '/api/v1/push',
      keepsRefusals: true,
      operationId: 'acceptPush',
      tag: 'Push',
      summary: 'Send an APNs payload',
      description:
        'Sends to an address, a registered device, or all devices of a customer. Rejects payloads that APNs would reject or accept without showing, and names the invalid key. A company can use this call as its company API.',
      query: Wait,
      body: Push,
      answers: {
        200: { description: 'With `wait`: all deliveries have ended.', schema: NotificationAnswer },
        202: { description: 'Queued, with the state of each delivery.', schema: NotificationAnswer },
      },
      mayBe: [404, 409],
    },
    async (act, { body, query: { wait } }, { ctx, c }) => {
      const created = await act(body)
      if (wait === undefined) return { status: 202, body: publicNotification(created) }
      const outcome = await waitForOutcome(gateway.database, {
        environmentId: ctx.environment.id,
        notificationId: created.notification.id,
        waitMs: wait * 1000,
        signal: c.req.raw.signal,
      })
      return { status: outcome.isOver ? 200 : 202, body: publicNotification(outcome) }
    },
  )
}
