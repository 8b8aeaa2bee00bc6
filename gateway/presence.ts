import { z } from 'zod'
import { SetPresence, setPresence } from '@/lib/presence/set-presence'
import { json } from './answers'
import { endpoint } from './endpoint'
import type { Gateway } from './gateway'

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
      method: 'put',
      path: '/api/v1/presence',
      takes: 'publishable',
      operationId: 'setPresence',
      tag: 'App',
      summary: 'Say whether the app is in front and the chat is open',
      description:
        'A push is suppressed for a customer who is looking at the chat, and on a device whose app is in front. It holds for 90 seconds unless renewed, so that an app that dies does not silence its customer.',
      body: SetPresence,
      answers: { 200: { description: 'What counts now, and until when.', schema: Presence } },
    },
    async (ctx, { body }) => json(await setPresence(ctx, body)),
  )
}
