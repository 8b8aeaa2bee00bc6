import type { Database } from '@/db/client'
import { startGateway } from '@/gateway/listener'
import { startWorker } from '@/lib/deliveries/sending/worker'
import { startDuty } from '@/lib/duty/duty'
import type { Env } from '@/lib/env'
import { log } from '@/lib/log'
import { startTracing } from '@/lib/tracing/tracing'
import { prepareDatabase } from './database'
import { closeServer, listenOn } from './http'
import { startOwnSimulator } from './simulator'
import { onStop } from './stop'
import { startWatchdog } from './watchdog'

/**
 * Starts the delivery worker alone. Any number of these can run beside the other processes. With PORT, it serves health
 * and metrics there.
 */
export async function startWorkerProcess(env: Env) {
  const database = await prepareDatabase(env)
  const stopTracing = await startTracing({
    endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT,
    share: env.OTEL_TRACES_SAMPLER_ARG,
  })
  const simulator = await startOwnSimulator(env, { database, hasControl: false })
  const worker = await startWorker({ database })
  const duty = startDuty(database)
  const stopTelling = env.PORT === undefined ? undefined : await tell(database, { host: env.HOST, port: env.PORT })
  onStop(async () => {
    await stopTelling?.()
    await worker.stop()
    await simulator?.close()
    await duty.stop()
    await stopTracing()
    await database.close()
  })
  startWatchdog({ blockedSecondsMax: env.WATCHDOG_SECONDS })
  log.info('worker ready')
}

async function tell(database: Database, place: { host: string; port: number }) {
  const { server, answerWith } = await listenOn(place)
  const gateway = await startGateway({ database, ownsProcess: true })
  answerWith((request, response) => {
    if (/^\/(healthz|readyz|metrics)(\?|$)/.test(request.url ?? '')) return gateway.listener(request, response)
    response.writeHead(404).end()
  })
  return async () => {
    await closeServer(server)
    await gateway.stop()
  }
}
