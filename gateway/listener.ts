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
  /** Where nothing else uses the global Request and Response: lighter ones then take their place. */
  ownsProcess?: boolean
}

/** Of what no header can be read. */
const nameless = () => callIdsOf({ header: () => undefined })

const ours = /^\/(?:api\/v1|ofrep\/v1|healthz|readyz|metrics)(?:[/?]|$)/

/** The public API for a Node server. `isOurs` tells its paths from the dashboard's. */
export async function startGateway({ database, ownsProcess = false }: Given) {
  const gateway = createGateway({ database })
  const stops = [await watchKeys(database), await sharePublicLimits(database)]
  // From the start, so that scheduled changes fire although no one asks.
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
    // Reached only by what is no HTTP request at all, such as an impossible host or target.
    errorHandler: () =>
      problem({ status: 400, code: 'bad_request', detail: 'This isn’t a valid HTTP request.' }, nameless()),
  })
  return (request, response) => (evaluation(request) ?? rest)(request, response)
}
