import { z } from 'zod'
import { eventTypes } from '@/db/schema/values'
import { query } from '@/lib/command'
import { inEnvironment } from '@/lib/scope'
import { eventPage } from './event-page'

/** The output of `ReadEvents`. */
const ListEvents = inEnvironment({
  types: z.array(z.enum(eventTypes)).optional(),
  since: z.date().optional(),
  cursor: z.object({ position: z.string(), number: z.string() }).optional(),
  limit: z.number().int().min(1).max(500),
})

/** Returns the next events of an environment to programs with a service token. */
export const listEvents = query('delivery.read', ListEvents, async ({ db, input }) => eventPage(db, input))
