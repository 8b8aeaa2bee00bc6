import { z } from 'zod'
import { deliveryStates, notificationTypes, transports } from '@/db/schema/values'

// The dates that the database can compare with.
const earliest = new Date('1970-01-01T00:00:00Z')
const latest = new Date('9999-12-31T23:59:59Z')

/** The log's filters, in the dashboard and in the API. Every list means "one of". */
export const FilterDeliveries = z.object({
  states: z.array(z.enum(deliveryStates)).max(deliveryStates.length).optional(),
  reasons: z.array(z.string().min(1).max(100)).max(30).optional(),
  types: z.array(z.enum(notificationTypes)).max(notificationTypes.length).optional(),
  transports: z.array(z.enum(transports)).max(transports.length).optional(),
  isSimulated: z.boolean().optional(),
  isUncertain: z.boolean().optional(),
  deviceId: z.uuid('Isn’t a device ID.').optional(),
  customerId: z.uuid('Isn’t a customer ID.').optional(),
  user: z.string().min(1).max(512).optional(),
  notificationId: z.uuid('Isn’t a notification ID.').optional(),
  conversationId: z.string().min(1).max(512).optional(),
  from: z.coerce.date().min(earliest).max(latest).optional(),
  until: z.coerce.date().min(earliest).max(latest).optional(),
})
export type FilterDeliveries = z.output<typeof FilterDeliveries>
