import { deliveryStates, notificationTypes, transports } from '@/lib/deliveries/delivery-labels'
import { flag, instant, number, oneOf, orNull, text } from '@/lib/shape'

/**
 * The delivery's own columns, as the log and the delivery's page read them. A new column needs a line here and in
 * db/schema.
 */
export const deliveryShape = {
  id: text,
  notificationId: text,
  type: oneOf(notificationTypes),
  customerId: orNull(text),
  customerName: orNull(text),
  deviceId: orNull(text),
  deviceKind: oneOf(['device_token', 'uuid']),
  maskedAddress: text,
  transport: oneOf(transports),
  isSimulated: flag,
  isUncertain: flag,
  state: oneOf(deliveryStates),
  reason: orNull(text),
  attemptCount: number,
  receivedAt: orNull(instant),
  openedAt: orNull(instant),
  endedAt: orNull(instant),
  expiresAt: instant,
  createdAt: instant,
}
