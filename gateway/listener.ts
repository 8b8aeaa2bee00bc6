import type { RequestListener } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { sharePublicLimits } from '@/lib/keys/public-limits'
import { watchKeys } from '@/lib/keys/watch-keys'
import { promptRuntime, stopPromptRuntime } from '@/lib/prompts/serving/runtime'
import type { Gateway } from './gateway'
import { createGateway } from './index'
import { callIdsOf } from './key-check'
import { ofrepListener } from './ofrep/ofrep'
import { problem } from './problems'

type Given = Pick<Gateway, 'database'> & {
  /** Set if nothing else in the process uses the global Request and Response, so that lighter ones can replace them. */
  ownsProcess?: boolean
}

/** IDs for a request whose headers can't be read. */
const nameless = () => callIdsOf({ header: () => undefined })

const ours = /^\/(?:api\/v1|ofrep\/v1|healthz|readyz|metrics)(?:[/?]|$)/

/** Starts the public API as a listener for a Node server. `isOurs` tells its paths from the dashboard's. */
export async function startGateway({ database, ownsProcess = false }: Given) {
  const gateway = createGateway({ database })
  const stops = [await watchKeys(database), await sharePublicLimits(database)]
  // Start it now, so that scheduled changes fire even if no one asks.
  await promptRuntime(database)
  const stop = async () => {
    await stopPromptRuntime(database)
    for (const stopOne of stops) await stopOne()
  }
  return { listener: listenerOf(gateway, { ownsProcess }), isOurs: (url = '') => ours.test(url), stop }
}

export function listenerOf(
  gateway: Gateway,
  { ownsProcess = false }: Pick<Given, 'ownsProcess'> = {},
): RequestListener {
  const evaluation = ofrepListener(gateway)
  const rest: RequestListener = getRequestListener((request, bindings) => gateway.app.fetch(request, bindings), {
    overrideGlobalObjects: ownsProcess,
    // Called only for input that isn't valid HTTP, such as an impossible host or target.
    errorHandler: () =>
      problem({ status: 400, code: 'bad_request', detail: 'This isn’t a valid HTTP request.' }, nameless()),
  })
  return (request, response) => (evaluation(request) ?? rest)(request, response)
}
