import { z } from 'zod'
import { isStorableJson } from '@/db/storable'
import { DeviceToken, DeviceUuid } from '@/lib/devices/address'
import { Instant } from '@/lib/instant'
import { namesSomething } from '@/lib/text/names-of-nothing'
import { storableText, unstorableSentence } from '@/lib/text/storable-text'
import { User } from '@/lib/user'
import type { Recipient } from './new-notification'

const instant = (description: string) => Instant.transform((text) => new Date(text)).meta({ description })

const name = (lengthMax: number) => storableText(lengthMax).superRefine(namesSomething)

/** A message from the platform to one customer. */
export const Message = z
  .strictObject({
    id: name(200).meta({
      description: 'Your message’s ID. If you repeat it with the same content, Pushdesk returns the same notification.',
      examples: ['msg-20260131-000017'],
    }),
    type: z.enum(['live', 'proactive']).meta({
      description: '`live`: an agent wrote in a conversation. `proactive`: the platform starts the conversation.',
    }),
    conversationId: name(200).meta({ examples: ['conversation-829'] }),
    user: User,
    title: storableText(1000).meta({ examples: ['Northwind Bank'] }),
    body: storableText(4000).meta({ examples: ['Your card is on its way.'] }),
    unread: z.int().min(0).max(99_999).optional().meta({ description: 'The number on the app’s badge.' }),
    sentAt: instant('When the agent sent the message.').optional(),
    expiresAt: instant(
      'Pushdesk sends nothing after this time. The default is 24 hours from now. The maximum is 30 days, because APNs stores a push for 30 days.',
    ).optional(),
  })
  .meta({ id: 'Message' })
export type Message = z.output<typeof Message>

export const messagesMax = 100
export const MessageBatch = z
  .strictObject({
    messages: z
      .array(Message)
      .min(1)
      .max(messagesMax)
      .meta({ description: `Up to ${messagesMax} messages. Pushdesk accepts all of them or none.` }),
  })
  .meta({ id: 'MessageBatch' })
export type MessageBatch = z.output<typeof MessageBatch>

const ways = ['deviceToken', 'uuid', 'user', 'deviceId'] as const

export const PushRecipient = z
  .strictObject({
    deviceToken: DeviceToken.optional(),
    uuid: DeviceUuid.optional(),
    user: User.optional(),
    deviceId: z.uuid().optional().meta({ description: 'The ID that `PUT /devices` returned.' }),
  })
  .refine((to) => ways.filter((way) => to[way] !== undefined).length === 1, {
    message: 'Send exactly one of deviceToken, uuid, user, and deviceId.',
  })
  .meta({ id: 'PushRecipient', oneOf: ways.map((way) => ({ required: [way] })) })

export function recipientOf({ deviceToken, uuid, user, deviceId }: z.output<typeof PushRecipient>): Recipient {
  if (deviceToken !== undefined) return { deviceToken }
  if (uuid !== undefined) return { uuid }
  if (user !== undefined) return { user }
  if (deviceId !== undefined) return { deviceId }
  throw new Error('The input names no recipient.')
}

/** APNs headers are strings. Numeric ones can be given as numbers too. */
const headerNumber = z.union([z.string(), z.int()]).transform(String)

export const PushHeaders = z
  .strictObject({
    'apns-push-type': z.string().optional(),
    'apns-priority': headerNumber.optional(),
    'apns-expiration': headerNumber.optional(),
    'apns-collapse-id': z.string().optional(),
  })
  .meta({ id: 'PushHeaders' })

export const PushPayload = z
  .record(z.string(), z.unknown())
  .refine(isStorableJson, unstorableSentence)
  .meta({
    id: 'PushPayload',
    description:
      'A complete APNs payload. Pushdesk adds a `pushdesk` key, so that the SDK can recognize the push, unless the payload already has one or there’s no room.',
    examples: [{ aps: { alert: { title: 'Northwind Bank', body: 'Your card is on its way.' } } }],
  })

/** The input of the APNs-backed route. */
export const Push = z
  .strictObject({
    to: PushRecipient,
    payload: PushPayload,
    headers: PushHeaders.optional(),
    idempotencyKey: name(200).optional().meta({
      description: 'If you repeat it with the same content, Pushdesk returns the same notification.',
    }),
  })
  .meta({ id: 'Push' })
export type Push = z.output<typeof Push>
