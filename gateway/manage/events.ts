import { z } from 'zod'
import type { Gateway } from '@/gateway/gateway'
import { environmentIdAt } from '@/lib/companies/at-slugs'
import { EventPage, ReadEvents } from '@/lib/events/event-page'
import { listEvents } from '@/lib/events/list-events'
import { setEventRecording } from '@/lib/events/set-event-recording'
import { manage } from './endpoint'
import { environmentPath } from './places'

const path = `${environmentPath}/events` as const

export function registerManagedEvents(gateway: Gateway) {
  manage(
    gateway,
    {
      verb: listEvents,
      method: 'get',
      path,
      operationId: 'listEvents',
      tag: 'Look up and repair',
      summary: 'Read the events of an environment in order',
      description: 'Returns the same events as `GET /api/v1/events` with a secret key of the environment.',
      query: ReadEvents,
      answers: { 200: { description: 'The next events.', schema: EventPage } },
      mayBe: [409],
    },
    async ({ ctx, params, query }) => ({
      status: 200,
      body: await listEvents(ctx, { ...(await environmentIdAt(ctx, params)), ...query }),
    }),
  )

  manage(
    gateway,
    {
      verb: setEventRecording,
      method: 'patch',
      path,
      operationId: 'setEventRecording',
      tag: 'Manage settings',
      summary: 'Turn event recording on or off',
      description:
        'Pushdesk records events from then on and keeps them for 7 days. Creating the first event webhook turns recording on. Recording can’t be turned off while the environment has an event webhook.',
      body: z.strictObject({ isOn: z.boolean() }),
      answers: { 200: { description: 'The current setting.', schema: z.object({ isOn: z.boolean() }) } },
      mayBe: [409],
    },
    async ({ ctx, params, body }) => ({
      status: 200,
      body: await setEventRecording(ctx, { ...(await environmentIdAt(ctx, params)), ...body }),
    }),
  )
}
