import { z } from 'zod'
import type { Gateway } from '@/gateway/gateway'
import { environmentIdAt } from '@/lib/companies/at-slugs'
import { findDelivery } from '@/lib/deliveries/log/find-delivery'
import { listDeliveries } from '@/lib/deliveries/log/list-deliveries'
import { NotificationAnswer, publicDelivery, publicNotification } from '@/lib/deliveries/log/public-notification'
import { DeliveryStep, DeliverySummary, tellDelivery } from '@/lib/deliveries/log/tell-delivery'
import { Refused } from '@/lib/errors'
import { PushHeaders, PushPayload } from '@/lib/notifications/inputs'
import { countTestsLeft, sendTest, testsPerMinuteMax } from '@/lib/notifications/send-test'
import { manage } from './endpoint'
import { environmentPath } from './places'

const tag = 'Look up and repair'
const path = `${environmentPath}/test-notifications` as const
const repeatsMax = 100

const testsLeft = z
  .int()
  .meta({ description: `Tests left this minute, of ${testsPerMinuteMax} for each token owner and environment.` })

const Sent = NotificationAnswer.extend({ testsLeft }).meta({ id: 'SentTest' })

const Followed = NotificationAnswer.extend({
  summary: DeliverySummary,
  timeline: z
    .array(DeliveryStep)
    .meta({ description: 'The timeline of the newest delivery, up to the phone’s receipt.' }),
}).meta({ id: 'FollowedTest' })

export function registerTestNotifications(gateway: Gateway) {
  manage(
    gateway,
    {
      verb: sendTest,
      method: 'post',
      path,
      operationId: 'sendTestNotification',
      tag,
      summary: 'Send a test notification to one device',
      description:
        'Takes a `payload`, or a `body` with an optional `title`. Pushdesk sends the test even if the app or the chat is open. In production, send the company’s slug as `confirmation`, because the test reaches a real customer’s phone.',
      body: z.strictObject({
        deviceId: z.uuid('Isn’t a device ID.'),
        title: z
          .string()
          .optional()
          .meta({ examples: ['Northwind Bank'] }),
        body: z
          .string()
          .optional()
          .meta({ examples: ['A test from Pushdesk'] }),
        payload: PushPayload.optional(),
        headers: PushHeaders.optional(),
        confirmation: z.string().optional(),
      }),
      answers: { 202: { description: 'Queued. Follow it at `/test-notifications/{id}`.', schema: Sent } },
    },
    async ({ ctx, params, body }) => {
      const { testsLeft: left, ...sent } = await sendTest(ctx, { ...(await environmentIdAt(ctx, params)), ...body })
      return { status: 202, body: { ...publicNotification(sent), testsLeft: left } }
    },
  )

  manage(
    gateway,
    {
      verb: countTestsLeft,
      method: 'get',
      path,
      operationId: 'countTestsLeft',
      tag,
      summary: 'Read how many tests are left',
      answers: { 200: { description: 'The number of tests left.', schema: z.object({ testsLeft }) } },
    },
    async ({ ctx, params }) => ({
      status: 200,
      body: { testsLeft: await countTestsLeft(ctx, await environmentIdAt(ctx, params)) },
    }),
  )

  manage(
    gateway,
    {
      verb: [findDelivery, listDeliveries],
      method: 'get',
      path: `${path}/{id}`,
      operationId: 'readTestNotification',
      tag,
      summary: 'Read the outcome of a test notification',
      description: 'Takes the notification ID that the send call returned.',
      answers: { 200: { description: 'The current state of the test.', schema: Followed } },
    },
    async ({ ctx, params }) => {
      const place = await environmentIdAt(ctx, params)
      const filters = { notificationId: params.id, types: ['test' as const] }
      const { deliveries } = await listDeliveries(ctx, { ...place, filters, limit: repeatsMax })
      const [newest] = deliveries
      if (!newest) throw new Refused('not-found', 'This environment has no such test.')
      const { notification, summary, timeline } = await tellDelivery(ctx, { ...place, deliveryId: newest.id })
      const shown = deliveries.map(publicDelivery)
      return { status: 200, body: { notification, deliveries: shown, summary, timeline } }
    },
  )
}
