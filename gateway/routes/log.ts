import { z } from 'zod'
import { endpoint } from '@/gateway/endpoint'
import type { Gateway } from '@/gateway/gateway'
import { NotificationAnswer, publicNotification } from '@/lib/deliveries/log/public-notification'
import { DeliveryAnswer, ReadDelivery, readDelivery } from '@/lib/deliveries/log/read-delivery'
import { LogPage, ReadLog, readLog } from '@/lib/deliveries/log/read-log'
import { ReportedAnswer, ReportedDelivery, ReportedOutcome, reportOutcome } from '@/lib/deliveries/report-outcome'
import { findNotification } from '@/lib/notifications/find-notification'

export function registerLogRoutes(gateway: Gateway) {
  endpoint(
    gateway,
    {
      verb: readLog,
      method: 'get',
      path: '/api/v1/deliveries',
      operationId: 'readLog',
      tag: 'Log',
      summary: 'Read the delivery log',
      description: 'Newest first. Use `nextCursor` to get older deliveries. New deliveries don’t shift the pages.',
      query: ReadLog,
      answers: { 200: { description: 'A page of deliveries.', schema: LogPage } },
    },
    async (act, { query }) => ({ status: 200, body: await act(query) }),
  )

  endpoint(
    gateway,
    {
      verb: readDelivery,
      method: 'get',
      path: '/api/v1/deliveries/{id}',
      operationId: 'readDelivery',
      tag: 'Log',
      summary: 'Read one delivery with its attempts',
      params: ReadDelivery,
      answers: { 200: { description: 'The delivery.', schema: DeliveryAnswer } },
      mayBe: [404],
    },
    async (act, { params }) => ({ status: 200, body: await act(params) }),
  )

  endpoint(
    gateway,
    {
      verb: reportOutcome,
      method: 'post',
      path: '/api/v1/deliveries/{id}/outcome',
      operationId: 'reportOutcome',
      tag: 'Log',
      summary: 'Report the APNs response to a delivery that the company API sent',
      description:
        'Use this call for deliveries that Pushdesk sent through the company API, whose 2xx response only means that the company accepted them. Respond to Pushdesk’s request before you make this call. The `webhook-id` of that request is the delivery’s ID. A reason such as `Unregistered` disables the device, as a response from APNs to Pushdesk does. Repeats are harmless. If two reports differ, the one with the later `at` counts.',
      params: ReportedDelivery,
      body: ReportedOutcome,
      answers: { 200: { description: 'The delivery with its outcome.', schema: ReportedAnswer } },
      mayBe: [404, 409],
    },
    async (act, { params, body }) => ({ status: 200, body: await act({ ...params, ...body }) }),
  )

  endpoint(
    gateway,
    {
      verb: findNotification,
      method: 'get',
      path: '/api/v1/notifications/{id}',
      operationId: 'readNotification',
      tag: 'Log',
      summary: 'Read one notification with the current state of its deliveries',
      params: z.strictObject({ id: z.uuid('Isn’t a notification ID.') }),
      answers: { 200: { description: 'The notification.', schema: NotificationAnswer } },
      mayBe: [404],
    },
    async (act, { params }) => ({ status: 200, body: publicNotification(await act(params)) }),
  )
}
