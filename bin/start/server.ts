import type { IncomingMessage, ServerResponse } from 'node:http'
import next from 'next'
import { startGateway } from '@/gateway/listener'
import { allowCompanyApiHost } from '@/lib/company-api/allowed-hosts'
import { startWorker } from '@/lib/deliveries/worker'
import type { Env } from '@/lib/env'
import { log } from '@/lib/log'
import { answeredAsAway } from './away-page'
import { ensureBuild } from './build'
import { lockDataDir } from './data-dir-lock'
import { prepareDatabase } from './database'
import { prepareFirstAdmin } from './first-admin'
import { closeServer, listenOn } from './http'
import { namePublicHost } from './public-host'
import { startOwnSimulator } from './simulator'
import { staticFiles } from './static-files'
import { onStop } from './stop'
import { startWatchdog } from './watchdog'
import { welcome } from './welcome'

/** The whole of Pushdesk in one process: dashboard, public API and delivery worker. */
export async function startServer({ env, isDev }: { env: Env; isDev: boolean }) {
  const { server, port, answerWith } = await listenOn({ host: env.HOST, port: env.PORT ?? 3000 })
  const url = publicUrl(env, port)
  Object.assign(process.env, { NEXTAUTH_URL: url, NEXTAUTH_SECRET: env.AUTH_SECRET, NEXT_TELEMETRY_DISABLED: '1' })
  if (!env.DATABASE_URL) await lockDataDir(env.DATA_DIR)
  const database = await prepareDatabase(env)
  if (!isDev) await ensureBuild()
  await prepareFirstAdmin({ env, database })
  if (env.DEMO) await (await import('./demo')).prepareDemo({ env, database, url })

  const simulator = await startOwnSimulator(env, { database })

  const dashboard = next({ dev: isDev, hostname: env.HOST, port, httpServer: server })
  await dashboard.prepare()
  const handle = dashboard.getRequestHandler()
  const gateway = await startGateway({ database })
  // The demo's company API lives here, at an address that companies' endpoints may otherwise not have.
  if (env.DEMO) allowCompanyApiHost(new URL(url).host)
  const worker = await startWorker({ database })
  const answerAsDashboard = async (request: IncomingMessage, response: ServerResponse) => {
    if (await answeredAsAway(database, request, response)) return
    if (env.AUTH_URL) namePublicHost(request, new URL(url))
    await handle(request, response)
  }
  const answeredAsFile = isDev ? () => false : await staticFiles(process.env.NEXT_DIST_DIR ?? '.next')
  answerWith((request, response) => {
    if (answeredAsFile(request, response)) return
    if (gateway.isOurs(request.url)) return gateway.listener(request, response)
    void answerAsDashboard(request, response)
  })

  onStop(async () => {
    await closeServer(server)
    await gateway.stop()
    await dashboard.close()
    await worker.stop()
    await simulator?.close()
    await database.close()
  })
  // Loading, migrating and compiling may block for long.
  if (!isDev) startWatchdog({ blockedSecondsMax: env.WATCHDOG_SECONDS })
  await welcome({ env, url })
  log.info({ url, database: database.kind }, 'started')
}

function publicUrl(env: Env, port: number) {
  if (env.AUTH_URL) return new URL(env.AUTH_URL).origin
  const host = env.HOST.includes(':') ? `[${env.HOST}]` : env.HOST
  return `http://${host}:${port}`
}
