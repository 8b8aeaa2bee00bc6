import { z } from 'zod'
import { pageOfDeviceEvents } from '@/db/queries/device-events'
import { pageOfDeviceDeliveries, pageOfDevicePrompts } from '@/db/queries/device-timeline'
import { findDevice } from '@/db/queries/devices'
import { query } from '../command'
import { CursorText, encodeCursor } from '../cursor'
import { Refused } from '../errors'
import { inEnvironment } from '../scope'

export const ShowDeviceTimeline = inEnvironment({
  deviceId: z.uuid(),
  after: CursorText.nullish(),
  limit: z.number().int().min(1).max(100).default(30),
})

/** What happened to the device, newest first: its events, the pushes to it, and the prompt's. */
export const showDeviceTimeline = query('device.read', ShowDeviceTimeline, async ({ db, input }) => {
  const { environmentId, deviceId, limit } = input
  const found = await findDevice(db, { environmentId, deviceId })
  if (!found) throw new Refused('not-found', 'This device doesn’t exist in this environment. It may have been removed.')
  const page = { environmentId, deviceId, after: input.after ?? undefined, limit: limit + 1 }
  const [events, deliveries, prompts] = await Promise.all([
    pageOfDeviceEvents(db, page),
    pageOfDeviceDeliveries(db, page),
    pageOfDevicePrompts(db, { ...page, customerId: found.customer.id }),
  ])
  const all = [
    ...events.map((row) => ({ ...row, of: 'event' as const })),
    ...deliveries.map((row) => ({ ...row, of: 'delivery' as const })),
    ...prompts.map((row) => ({ ...row, of: 'prompt' as const })),
  ].sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1))
  const entries = all.slice(0, limit)
  const last = entries.at(-1)
  return { entries, next: all.length > limit && last ? encodeCursor({ at: last.createdAt, id: last.id }) : null }
})

export type TimelineEntry = Awaited<ReturnType<typeof showDeviceTimeline>>['entries'][number]
