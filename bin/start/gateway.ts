import { startGateway } from '@/gateway/listener'
import { startDuty } from '@/lib/duty/duty'
import type { Env } from '@/lib/env'
import { log } from '@/lib/log'
import { startTracing } from '@/lib/tracing/tracing'
import { prepareDatabase } from './database'
import { prepareFirstToken } from './first-token'
import { closeServer, listenOn } from './http'
import { onStop } from './stop'
import { startWatchdog } from './watchdog'

/** Starts the public API alone, for SDK traffic. Any number of these can run beside the other processes. */
export async function startGatewayProcess(env: Env) {
  const { server, port, answerWith } = await listenOn({ host: env.HOST, port: env.PORT ?? 3001 })
  const database = await prepareDatabase(env)
  const stopTracing = await startTracing({
    endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT,
    share: env.OTEL_TRACES_SAMPLER_ARG,
  })
  await prepareFirstToken({ env, database })
  const gateway = await startGateway({ database, ownsProcess: true })
  const duty = startDuty(database)
  answerWith(gateway.listener)
  onStop(async () => {
    await closeServer(server)
    await gateway.stop()
    await duty.stop()
    await stopTracing()
    await database.close()
  })
  startWatchdog({ blockedSecondsMax: env.WATCHDOG_SECONDS })
  log.info({ host: env.HOST, port }, 'gateway ready')
}
