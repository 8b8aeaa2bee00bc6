import { endpoint } from '@/gateway/endpoint'
import type { Gateway } from '@/gateway/gateway'
import { EventPage, ReadEvents } from '@/lib/events/event-page'
import { readEvents } from '@/lib/events/read-events'

export function registerEventRoutes(gateway: Gateway) {
  endpoint(
    gateway,
    {
      verb: readEvents,
      method: 'get',
      path: '/api/v1/events',
      operationId: 'readEvents',
      tag: 'Log',
      summary: 'Read events in order',
      description:
        'Oldest first, starting after the cursor. Events are kept for 7 days. Pushdesk returns an event only when no earlier one can still appear, so a program that stores the cursor gets every event exactly once. Event recording must be on in the environment.',
      query: ReadEvents,
      answers: { 200: { description: 'The next events.', schema: EventPage } },
      mayBe: [409],
    },
    async (act, { query }) => ({ status: 200, body: await act(query) }),
  )
}
