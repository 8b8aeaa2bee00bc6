import { z } from 'zod'
import { acceptMessage, acceptMessages } from '@/lib/notifications/accept-message'
import { Message, MessageBatch } from '@/lib/notifications/inputs'
import { showNotification } from '@/lib/notifications/show-notification'
import { NotificationAnswer } from '@/lib/notifications/shown'
import { json } from './answers'
import { endpoint } from './endpoint'
import type { Gateway } from './gateway'

const BatchAnswer = z
  .object({ results: z.array(NotificationAnswer).meta({ description: 'One for each message, in their order.' }) })
  .meta({ id: 'BatchAnswer' })

export function registerMessageRoutes(gateway: Gateway) {
  endpoint(
    gateway,
    {
      method: 'post',
      path: '/api/v1/messages',
      takes: 'secret',
      operationId: 'acceptMessage',
      tag: 'Messages',
      summary: 'Tell a customer of a message',
      description:
        'Writes the notification, a delivery for each of the customer’s devices, and their jobs, all or nothing. A repeat of the same `id` with the same content answers with the same notification; with another content it is refused.',
      body: Message,
      answers: { 202: { description: 'Accepted, with the state of each delivery.', schema: NotificationAnswer } },
      mayBe: [409],
    },
    async (ctx, { body }) => json(showNotification(await acceptMessage(ctx, body)), 202),
  )

  endpoint(
    gateway,
    {
      method: 'post',
      path: '/api/v1/messages/batch',
      takes: 'secret',
      operationId: 'acceptMessages',
      tag: 'Messages',
      summary: 'Tell customers of up to 100 messages',
      description: 'In one step: all are accepted, or none is and the answer names every message that is wrong.',
      body: MessageBatch,
      answers: { 202: { description: 'All accepted.', schema: BatchAnswer } },
      mayBe: [409],
    },
    async (ctx, { body }) => {
      const created = await acceptMessages(ctx, body)
      return json({ results: created.map(showNotification) }, 202)
    },
  )
}
