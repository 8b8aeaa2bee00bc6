import { z } from 'zod'
import { DeliveryAnswer, ReadDelivery, readDelivery } from '@/lib/deliveries/read-delivery'
import { LogPage, ReadLog, readLog } from '@/lib/deliveries/read-log'
import { findNotification } from '@/lib/notifications/find-notification'
import { showNotification } from '@/lib/notifications/show-notification'
import { NotificationAnswer } from '@/lib/notifications/shown'
import { json } from './answers'
import { endpoint } from './endpoint'
import type { Gateway } from './gateway'

export function registerLogRoutes(gateway: Gateway) {
  endpoint(
    gateway,
    {
      method: 'get',
      path: '/api/v1/deliveries',
      takes: 'secret',
      operationId: 'readLog',
      tag: 'Log',
      summary: 'Read the delivery log',
      description: 'Newest first. Use `nextCursor` to get older deliveries. New deliveries don’t shift the pages.',
      query: ReadLog,
      answers: { 200: { description: 'A page of deliveries.', schema: LogPage } },
    },
    async (ctx, { query }) => json(await readLog(ctx, query)),
  )

  endpoint(
    gateway,
    {
      method: 'get',
      path: '/api/v1/deliveries/{id}',
      takes: 'secret',
      operationId: 'readDelivery',
      tag: 'Log',
      summary: 'Read one delivery with its attempts',
      params: ReadDelivery,
      answers: { 200: { description: 'The delivery.', schema: DeliveryAnswer } },
      mayBe: [404],
    },
    async (ctx, { params }) => json(await readDelivery(ctx, params)),
  )

  endpoint(
    gateway,
    {
      method: 'get',
      path: '/api/v1/notifications/{id}',
      takes: 'secret',
      operationId: 'readNotification',
      tag: 'Log',
      summary: 'Read one notification with the current state of its deliveries',
      params: z.strictObject({ id: z.uuid('Isn’t a notification ID.') }),
      answers: { 200: { description: 'The notification.', schema: NotificationAnswer } },
      mayBe: [404],
    },
    async (ctx, { params }) => json(showNotification(await findNotification(ctx, params))),
  )
}
