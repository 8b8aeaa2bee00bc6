import { z } from 'zod'
import { endpoint } from '@/gateway/endpoint'
import type { Gateway } from '@/gateway/gateway'
import { NotificationAnswer, publicNotification } from '@/lib/deliveries/log/public-notification'
import { acceptMessage, acceptMessages } from '@/lib/notifications/accept-message'
import { Message, MessageBatch } from '@/lib/notifications/inputs'

const BatchAnswer = z
  .object({ results: z.array(NotificationAnswer).meta({ description: 'One result per message, in the same order.' }) })
  .meta({ id: 'BatchAnswer' })

export function registerMessageRoutes(gateway: Gateway) {
  endpoint(
    gateway,
    {
      verb: acceptMessage,
      method: 'post',
      path: '/api/v1/messages',
      keepsRefusals: true,
      operationId: 'acceptMessage',
      tag: 'Messages',
      summary: 'Send a message notification',
      description:
        'Creates the notification and a delivery for each of the customer’s devices in one transaction. If you repeat an `id` with the same content, Pushdesk returns the same notification. With different content, it returns an error.',
      body: Message,
      answers: { 202: { description: 'Accepted, with the state of each delivery.', schema: NotificationAnswer } },
      mayBe: [409],
    },
    async (act, { body }) => ({ status: 202, body: publicNotification(await act(body)) }),
  )

  endpoint(
    gateway,
    {
      verb: acceptMessages,
      method: 'post',
      path: '/api/v1/messages/batch',
      keepsRefusals: true,
      operationId: 'acceptMessages',
      tag: 'Messages',
      summary: 'Send up to 100 message notifications',
      description: 'Pushdesk accepts all messages or none. In an error, the response names each invalid message.',
      body: MessageBatch,
      answers: { 202: { description: 'All accepted.', schema: BatchAnswer } },
      mayBe: [409],
    },
    async (act, { body }) => {
      const created = await act(body)
      return { status: 202, body: { results: created.map(publicNotification) } }
    },
  )
}
