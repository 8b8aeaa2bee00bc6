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
      summary: 'Read what happened, in its order',
      description:
        'Oldest first, from the cursor on, for 7 days. An event is shown once nothing can come before it any more, so a program that keeps the cursor misses none and gets none twice. The environment has to record events.',
      query: ReadEvents,
      answers: { 200: { description: 'The next events.', schema: EventPage } },
      mayBe: [409],
    },
    async (act, { query }) => ({ status: 200, body: await act(query) }),
  )
}
