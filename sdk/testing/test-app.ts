import type { PushdeskOptions } from '../options'
import type { Permission } from '../push-state'
import { createPushdesk } from '../pushdesk'
import { memoryStorage } from '../storage'
import type { RealPushdesk } from './real-pushdesk'

/** `lost`: the server processes the request, but the response never arrives. */
export type Fault = 'none' | 'offline' | 'lost' | 'server_error'

type World = { fault: Fault; permission: Permission; answer: Permission }

/** Starts an app on a phone whose network and permission the test controls. */
export function startApp(server: RealPushdesk, options: Partial<PushdeskOptions> = {}) {
  const world: World = { fault: 'none', permission: 'notDetermined', answer: 'authorized' }
  const requests: { method: string; path: string; status: number; body: unknown }[] = []
  const storage = options.storage ?? memoryStorage()

  const pushdesk = createPushdesk({
    endpoint: server.endpoint,
    publishableKey: server.publishableKey,
    // Long, so that a server on a busy machine doesn't count as unreachable.
    promptTimeoutMs: 60_000,
    storage,
    permission: () => world.permission,
    async requestPermission() {
      if (world.permission === 'notDetermined') world.permission = world.answer
      return world.permission
    },
    async fetch(input, init) {
      if (world.fault === 'offline') throw new TypeError('fetch failed')
      if (world.fault === 'server_error') return new Response('<h1>Bad gateway</h1>', { status: 502 })
      const response = await fetch(input, init)
      const { pathname } = new URL(String(input))
      const body = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined
      requests.push({ method: init?.method ?? 'GET', path: pathname, status: response.status, body })
      if (world.fault === 'lost') throw new TypeError('terminated')
      return response
    },
    ...options,
  })
  return { pushdesk, world, requests, storage }
}

export const token = (bytes = 32) => ({ deviceToken: crypto.getRandomValues(new Uint8Array(bytes)) })
