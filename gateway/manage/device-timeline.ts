import { z } from 'zod'
import type { Gateway } from '@/gateway/gateway'
import { asShown } from '@/lib/as-shown'
import { environmentIdAt } from '@/lib/companies/at-slugs'
import { deliveryStates, notificationTypes, transports } from '@/lib/deliveries/delivery-labels'
import { showDeviceTimeline, type TimelineEntry } from '@/lib/devices/show-device-timeline'
import { limitUpTo } from '@/lib/paging/query-parameters'
import { manage } from './endpoint'
import { CursorParameter, NextCursor } from './page'
import { environmentPath } from './places'

const at = z.iso.datetime()

const Event = z.object({
  of: z.literal('event'),
  id: z.uuid(),
  kind: z.string().meta({ examples: ['registered', 'moved', 'permission_changed', 'disabled'] }),
  detail: z.string().nullable(),
  actorName: z.string().nullable().meta({ description: 'The staff member who made the change.' }),
  customerId: z.uuid().nullable(),
  previousCustomerId: z.uuid().nullable(),
  createdAt: at,
})

const Delivery = z.object({
  of: z.literal('delivery'),
  id: z.uuid(),
  notificationId: z.uuid(),
  type: z.enum(notificationTypes),
  title: z.string().nullable(),
  transport: z.enum(transports),
  isSimulated: z.boolean(),
  state: z.enum(deliveryStates),
  reason: z.string().nullable(),
  isUncertain: z.boolean(),
  endedAt: at.nullable(),
  receivedAt: at.nullable(),
  openedAt: at.nullable(),
  createdAt: at,
})

const Prompt = z.object({
  of: z.literal('prompt'),
  id: z.uuid(),
  kind: z.string().meta({ examples: ['displayed', 'accepted', 'dismissed'] }),
  revision: z.string().nullable(),
  createdAt: at,
})

const Timeline = z.object({ entries: z.array(z.union([Event, Delivery, Prompt])), nextCursor: NextCursor })

export function registerDeviceTimeline(gateway: Gateway) {
  manage(
    gateway,
    {
      verb: showDeviceTimeline,
      method: 'get',
      path: `${environmentPath}/devices/{id}/timeline`,
      operationId: 'readDeviceTimeline',
      tag: 'Look up and repair',
      summary: 'Read the timeline of a device',
      description: 'Registrations, changes, deliveries, and prompt events, newest first.',
      query: z.strictObject({ cursor: CursorParameter, limit: limitUpTo(100) }),
      named: { after: 'cursor' },
      answers: { 200: { description: 'A page of entries.', schema: Timeline } },
    },
    async ({ ctx, params, query: { cursor, limit } }) => {
      const place = await environmentIdAt(ctx, params)
      const { entries, next } = await showDeviceTimeline(ctx, { ...place, deviceId: params.id, after: cursor, limit })
      return { status: 200, body: { entries: entries.map(entryOf), nextCursor: next } }
    },
  )
}

function entryOf(entry: TimelineEntry) {
  if (entry.of === 'event') return asShown(Event, entry)
  return entry.of === 'delivery' ? asShown(Delivery, entry) : asShown(Prompt, entry)
}
