import { z } from 'zod'
import { erased } from '@/db/erased'
import { findRepeatable } from '@/db/queries/deliveries/repeats'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { inEnvironment } from '@/lib/scope'
import { expiryOfRepeat } from './expiry-of-repeat'
import { repeatDeliveries } from './repeat-deliveries'

export const SendAgain = inEnvironment({ deliveryId: z.uuid() })

/**
 * Sends the same notification to the same device in a new delivery, which is linked to the old one and replaces it on
 * the phone. A delivery that expired while it waited gets more time, because a person decided that it still matters.
 */
export const sendAgain = command('delivery.send_again', SendAgain, async ({ db, input, ...act }) => {
  const { environmentId, deliveryId } = input
  const now = new Date()
  const found = await findRepeatable(db, { environmentId, deliveryId, now })
  if (!found) throw new Refused('not-found', 'This delivery doesn’t exist.')
  if (found.type === 'probe')
    throw new Refused('conflict', 'This was a question to the phone. Ask it again on the device’s page.', {}, 'probe')
  if (found.endedAt === null) throw new Refused('conflict', 'This delivery is still in progress. Wait until it ends.')
  const expiresAt = expiryOfRepeat(found, now)
  if (expiresAt <= now)
    throw new Refused('conflict', 'This notification has expired. Send a new message instead.', {}, 'message_expired')
  if (found.address === erased) throw customerErased()
  if (found.textRemovedAt) throw textRemoved()
  if (found.deviceId && found.device?.customerId !== found.customerId)
    throw new Refused('conflict', 'This device was removed or now belongs to another customer.', {}, 'device_moved')
  const [delivery] = await repeatDeliveries(db, {
    environmentId,
    originals: [{ ...found, expiresAt }],
    now,
    trace: act.trace,
  })
  // The customer was erased, or the text removed, since the checks above.
  if (!delivery) throw found.customerId ? customerErased() : textRemoved()
  return {
    result: delivery,
    audit: {
      subject: { kind: 'delivery', id: delivery.id },
      after: { repeats: deliveryId, state: delivery.state, reason: delivery.reason, by: act.staff.name },
    },
  }
})

const textRemoved = () =>
  new Refused(
    'conflict',
    'The text of this message was removed, because the company doesn’t keep it. Send a new message instead.',
    {},
    'text_removed',
  )

const customerErased = () =>
  new Refused('conflict', 'The customer of this delivery was erased, along with its text and address.', {}, 'erased')
