import { randomUUID } from 'node:crypto'
import type { RequestListener } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { watchKeys } from '@/lib/keys/watch-keys'
import { promptRuntime, stopPromptRuntime } from '@/lib/prompts/runtime'
import type { Gateway } from './gateway'
import { createGateway } from './index'
import { problem } from './problems'

const ours = /^\/(?:api\/v1|ofrep\/v1|healthz|readyz|metrics)(?:[/?]|$)/

/**
 * The public API for a Node server. `isOurs` tells its paths from the dashboard's.
 * @param ownsProcess where nothing else uses the global Request and Response: lighter ones then take their place
 */
export async function startGateway({
  database,
  ownsProcess = false,
}: Pick<Gateway, 'database'> & { ownsProcess?: boolean }) {
  const app = createGateway({ database })
  const stopWatching = await watchKeys(database)
  // From the start, so that scheduled changes fire although nobody asks.
  await promptRuntime(database)
  const listener: RequestListener = getRequestListener((request, bindings) => app.fetch(request, bindings), {
    overrideGlobalObjects: ownsProcess,
    // Reached only by what is no HTTP request at all, such as an impossible host or target.
    errorHandler: () =>
      problem({ status: 400, code: 'bad_request', detail: 'This is not a valid HTTP request.' }, randomUUID()),
  })
  const stop = async () => {
    await stopPromptRuntime(database)
    await stopWatching()
  }
  return { listener, isOurs: (url = '') => ours.test(url), stop }
}
