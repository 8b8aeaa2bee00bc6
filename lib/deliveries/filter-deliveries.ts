import { z } from 'zod'
import { deliveryStates, notificationTypes, transports } from '@/db/schema/notifications'

/** What the log can be narrowed by, in the dashboard and over the API alike. Every list means "one of". */
export const FilterDeliveries = z.object({
  states: z.array(z.enum(deliveryStates)).max(deliveryStates.length).optional(),
  reasons: z.array(z.string().min(1).max(100)).max(30).optional(),
  types: z.array(z.enum(notificationTypes)).max(notificationTypes.length).optional(),
  transports: z.array(z.enum(transports)).max(transports.length).optional(),
  isSimulated: z.boolean().optional(),
  isUncertain: z.boolean().optional(),
  deviceId: z.uuid('Is not a device id.').optional(),
  customerId: z.uuid('Is not a customer’s id.').optional(),
  user: z.string().min(1).max(512).optional(),
  notificationId: z.uuid('Is not a notification id.').optional(),
  conversationId: z.string().min(1).max(512).optional(),
  from: z.coerce.date().optional(),
  until: z.coerce.date().optional(),
})
export type FilterDeliveries = z.output<typeof FilterDeliveries>
