import type { z } from 'zod'
import { machineQuery } from '@/lib/keys/machine-verb'
import { eventPage, type ReadEvents } from './event-page'

/** Returns the events of the key's environment to the company's servers. */
export const readEvents = machineQuery({ takes: 'secret' }, (ctx, asked: z.output<typeof ReadEvents>) =>
  eventPage(ctx.db, { ...asked, environmentId: ctx.environment.id }),
)
