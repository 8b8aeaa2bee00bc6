import { existsSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import next from 'next'
import type { Database } from '@/db/client'
import { embeddedFolder } from '@/db/connection/embedded-folder'
import { startGateway } from '@/gateway/listener'
import { startWorker } from '@/lib/deliveries/sending/worker'
import { startDuty } from '@/lib/duty/duty'
import type { Env } from '@/lib/env'
import { log } from '@/lib/log'
import { roleWord } from '@/lib/staff/roles'
import { noOneYet } from '@/lib/staff/sign-in/no-one-yet'
import { startTracing } from '@/lib/tracing/tracing'
import { actionsKey } from './actions-key'
import { answeredAsAway } from './away-page'
import { ensureBuild } from './build'
import { cspReports } from './csp-reports'
import { lockDataDir } from './data-dir-lock'
import { prepareDatabase } from './database'
import { readDemoFile } from './demo-file'
import { nameFileHeaders } from './file-headers'
import { prepareFirstAdmin } from './first-admin'
import { prepareFirstToken } from './first-token'
import { answeredAsRefused } from './front-door'
import { closeServer, listenOn } from './http'
import { tellSignInRules } from './sign-in-rules'
import { startOwnSimulator } from './simulator'
import { staticFiles } from './static-files'
import { onStop } from './stop'
import { startWatchdog } from './watchdog'

/** Starts all of Pushdesk in one process: dashboard, public API, and delivery worker. */
export async function startServer({ env, isDev }: { env: Env; isDev: boolean }) {
  const { server, port, answerWith } = await listenOn({ host: env.HOST, port: env.PORT ?? 3000 })
  const url = publicUrl(env, port)
  // A key set by hand takes precedence.
  process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ||= actionsKey(env.AUTH_SECRET ?? '')
  Object.assign(process.env, { NEXTAUTH_URL: url, NEXTAUTH_SECRET: env.AUTH_SECRET, NEXT_TELEMETRY_DISABLED: '1' })
  if (!env.DATABASE_URL) await prepareDataDir(env.DATA_DIR)
  const database = await prepareDatabase(env)
  const stopTracing = await startTracing({
    endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT,
    share: env.OTEL_TRACES_SAMPLER_ARG,
  })
  if (!isDev) await ensureBuild()
  await prepareFirstToken({ env, database })
  await prepareFirstAdmin({ env, database })
  await tellSignInRules({ env, database })
  if (env.DEMO) await (await import('./demo')).prepareDemo({ env, database, url })

  const simulator = await startOwnSimulator(env, { database })

  const dashboard = next({ dev: isDev, hostname: env.HOST, port, httpServer: server })
  await dashboard.prepare()
  const handle = dashboard.getRequestHandler()
  const gateway = await startGateway({ database })
  const worker = await startWorker({ database })
  const duty = startDuty(database)
  const answerAsDashboard = async (request: IncomingMessage, response: ServerResponse) => {
    if (answeredAsRefused(request, response, env.AUTH_URL)) return
    if (await answeredAsAway(database, request, response)) return
    if (env.AUTH_URL) namePublicHost(request, new URL(url))
    await handle(request, response)
  }
  const answeredAsFile = isDev ? () => false : await staticFiles(process.env.NEXT_DIST_DIR ?? '.next')
  const answeredAsReport = cspReports()
  const isSecure = url.startsWith('https:')
  answerWith((request, response) => {
    nameFileHeaders(request, response, isSecure)
    if (answeredAsReport(request, response)) return
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
    await duty.stop()
    await stopTracing()
    await database.close()
  })
  // Start it late: loading, migrating, and compiling may block for long.
  if (!isDev) startWatchdog({ blockedSecondsMax: env.WATCHDOG_SECONDS })
  await welcome({ env, database, url })
  log.info({ url, database: database.kind }, 'started')
}

async function prepareDataDir(dataDir: string) {
  await lockDataDir(dataDir)
  // Without this line, a first start on a slow machine says nothing for most of a minute.
  if (!existsSync(embeddedFolder(dataDir))) console.log(`Creating the database in ${dataDir}…`)
}

function publicUrl(env: Env, port: number) {
  if (env.AUTH_URL) return new URL(env.AUTH_URL).origin
  const host = env.HOST.includes(':') ? `[${env.HOST}]` : env.HOST
  return `http://${host}:${port}`
}

/**
 * Sets the request's host to AUTH_URL, whatever a proxy put into Host: Next.js compares the host with the browser's
 * Origin, and writes it into redirects.
 */
function namePublicHost({ headers }: IncomingMessage, publicUrl: URL) {
  headers.host = publicUrl.host
  headers['x-forwarded-host'] = publicUrl.host
  headers['x-forwarded-proto'] = publicUrl.protocol.slice(0, -1)
}

/** Prints the address and how to sign in. */
async function welcome({ env, database, url }: { env: Env; database: Database; url: string }) {
  const demo = await readDemoFile(env.DATA_DIR)
  const lines = [`Pushdesk is ready: ${url}`]
  if (demo) {
    lines.push('', 'Sign in with one of these accounts:')
    for (const person of demo.staff)
      lines.push(`  ${roleWord(person.role).padEnd(20)} ${person.email.padEnd(34)} ${person.password}`)
    lines.push('', `The API keys for scripts and the SDK are in ${env.DATA_DIR}/demo.json.`)
  } else if (env.DEMO) {
    lines.push('', 'Another server loaded the demo workspace. Its accounts are in that server’s demo.json.')
  }
  const noOne = await noOneYet(database.db)
  if (noOne) lines.push('', noOne)
  console.log(`${lines.join('\n')}\n`)
}
