import type { z } from 'zod'
import { machineQuery } from '@/lib/keys/machine-verb'
import { eventPage, type ReadEvents } from './event-page'

/** For the company's servers: what happened in the environment of the key. */
export const readEvents = machineQuery({ takes: 'secret' }, (ctx, asked: z.output<typeof ReadEvents>) =>
  eventPage(ctx.db, { ...asked, environmentId: ctx.environment.id }),
)
