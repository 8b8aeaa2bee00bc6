import { z } from 'zod'
import type { EventRow } from '@/db/queries/events/read-events'
import { eventTypes } from '@/db/schema/values'
import { ShownUser, shownUser } from '@/lib/user'

const Data = z
  .looseObject({
    user: ShownUser.nullable().meta({ description: 'The customer. Null if they aren’t known or were erased.' }),
    deviceId: z.uuid().nullable().meta({ description: 'Null if the device isn’t known or was removed.' }),
  })
  .meta({
    description:
      '`delivery.*` and `notification.*` also have `deliveryId`, `notificationId`, `messageId` (your message’s ID), `notificationType`, and `transport`. The last event of a delivery has `state` and `reason`. `device.*` have `kind`, `device.disabled` has `reason`, and `device.moved` has `previousUser`. `prompt.answered` has `answer`, `revision`, and `answeredAt`.',
    examples: [
      {
        user: { id: 'customer-4711' },
        deviceId: '019a2b7c-5d1e-7f00-8a3b-4c5d6e7f8091',
        deliveryId: '019a2b7c-6a02-7c11-9d0f-1a2b3c4d5e6f',
        notificationId: '019a2b7c-69ff-7b55-8e21-0f1e2d3c4b5a',
        messageId: 'message-20260131-17',
        notificationType: 'live',
        transport: 'apns',
        state: 'accepted',
      },
    ],
  })

export const PublicEvent = z
  .object({
    id: z.uuid().meta({ description: 'The same each time that Pushdesk sends the event.' }),
    type: z.enum(eventTypes),
    at: z.iso.datetime().meta({ description: 'When Pushdesk recorded it.' }),
    data: Data,
  })
  .meta({ id: 'Event' })

/**
 * Converts an event for the API, with the current names of the people and things it is about and without addresses or
 * texts.
 */
export function publicEvent(row: EventRow): z.output<typeof PublicEvent> {
  const { previousCustomerId: _, ...data } = row.data
  return {
    id: row.id,
    type: row.type,
    at: new Date(row.at).toISOString(),
    data: {
      user: shownUser(row),
      deviceId: row.deviceId,
      ...data,
      ...(row.messageId !== null && { messageId: row.messageId }),
      ...(row.type === 'device.moved' && {
        previousUser: shownUser({ userId: row.previousUserId, anonymousId: row.previousAnonymousId }),
      }),
    },
  }
}
