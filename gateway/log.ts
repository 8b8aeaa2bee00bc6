import { z } from 'zod'
import { DeliveryAnswer, ReadDelivery, readDelivery } from '@/lib/deliveries/read-delivery'
import { LogPage, ReadLog, readLog } from '@/lib/deliveries/read-log'
import { findNotification } from '@/lib/notifications/find-notification'
import { showNotification } from '@/lib/notifications/show-notification'
import { NotificationAnswer } from '@/lib/notifications/shown'
import { endpoint } from './endpoint'
import type { Gateway } from './gateway'

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
    async (act, { params }) => ({ status: 200, body: showNotification(await act(params)) }),
  )
}
