import { z } from 'zod'
import { endpoint } from '@/gateway/endpoint'
import type { Gateway } from '@/gateway/gateway'
import { SetPresence, setPresence } from '@/lib/presence/set-presence'

const Presence = z
  .object({
    app: z.enum(['active', 'background']),
    chat: z.enum(['connected', 'disconnected']),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'Presence' })

export function registerPresenceRoutes(gateway: Gateway) {
  endpoint(
    gateway,
    {
      verb: setPresence,
      method: 'put',
      path: '/api/v1/presence',
      keepsRefusals: true,
      operationId: 'setPresence',
      tag: 'App',
      summary: 'Report whether the app is active and the chat is open',
      description:
        'Pushdesk suppresses pushes for a customer who has the chat open, and to a device whose app is active. A report expires after 90 seconds, so a terminated app doesn’t block notifications.',
      body: SetPresence,
      answers: { 200: { description: 'The current presence and when it expires.', schema: Presence } },
    },
    async (act, { body }) => ({ status: 200, body: await act(body) }),
  )
}
