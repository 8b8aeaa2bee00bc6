import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '@/db/open-database'
import { freePort, startCluster } from '@/db/own-cluster'
import { setEncryptionKey } from '@/lib/secrets'
import { startApns } from './kill/apns'
import { attemptsMade, lostMessages, neverSent, openCount, repeats, statesOf } from './kill/check'
import { Children, type Program } from './kill/children'
import { startLoad } from './kill/load'
import { makeWorld } from './kill/world'
import { ensureBuild } from './start/build'

// Sends at least fifty random SIGKILLs under load on each database, and restarts PostgreSQL midway. Then every accepted
// message must have a final state. Uses loopback only. `npm run test:kill -- pglite` runs one database, `--kills 100`
// more kills.
const killsMin = 50
const betweenMsMin = 300
const betweenMsMax = 1_500
const endMsMax = 120_000
const stopMsMax = 40_000
/** How long a start takes on a slow machine. The test gives up after this long per kill. */
const killMsMax = 20_000
const readyMsMax = 60_000

type Setting = {
  name: string
  url?: string
  programs: (common: Record<string, string>, port: number) => Program[]
  restart?: () => void
}

async function main(args: string[]) {
  const kills = args.includes('--kills') ? Number(args[args.indexOf('--kills') + 1]) : killsMin
  const wanted = (name: string) => !['pglite', 'postgres'].some((one) => args.includes(one)) || args.includes(name)
  await ensureBuild()
  let isGood = true
  if (wanted('pglite')) isGood = (await attack(embedded, kills)) && isGood
  if (wanted('postgres')) {
    const cluster = await startCluster()
    if (!cluster)
      throw new Error('PostgreSQL isn’t installed on this machine. The kill test needs a server that it can restart.')
    // Leave nothing running, however the test ends.
    process.once('exit', () => cluster.remove())
    const restart = () => {
      cluster.crash()
      cluster.start()
    }
    isGood = (await attack({ ...shared, url: cluster.url, restart }, kills)) && isGood
  }
  return isGood
}

/** The process that `npm start` runs: dashboard, public API, and worker. */
const server = (common: Record<string, string>, port: number): Program => ({
  name: 'server',
  script: ['bin/run.mjs', 'start'],
  variables: { ...common, PORT: String(port) },
})

const embedded: Setting = { name: 'PGlite', programs: (common, port) => [server(common, port)] }

const shared: Setting = {
  name: 'PostgreSQL',
  programs: (common, port) => [
    server(common, port),
    { name: 'worker 1', script: ['bin/run.mjs', 'worker'], variables: common },
    { name: 'worker 2', script: ['bin/run.mjs', 'worker'], variables: common },
  ],
}

async function attack({ name, url, programs, restart }: Setting, kills: number): Promise<boolean> {
  const encryptionKey = randomBytes(32).toString('hex')
  setEncryptionKey(encryptionKey)
  const dataDir = await mkdtemp(join(tmpdir(), 'pushdesk-kill-data-'))
  const open = () => openDatabase({ url, dataDir, poolMax: 2 })
  const apns = await startApns()
  const before = await open()
  await before.migrate()
  const world = await makeWorld(before.db)
  await before.close()

  const port = await freePort()
  const logFile = join(tmpdir(), `pushdesk-kill-${name.toLowerCase()}.log`)
  const children = new Children(logFile)
  const all = programs(
    {
      DATA_DIR: dataDir,
      ENCRYPTION_KEY: encryptionKey,
      AUTH_SECRET: randomBytes(32).toString('hex'),
      APNS_SANDBOX_URL: apns.origin,
      APNS_CA_FILE: apns.caFile,
      DEMO: '0',
      SIMULATOR: '0',
      ...(url && { DATABASE_URL: url }),
    },
    port,
  )
  for (const program of all) children.start(program)
  const target = `http://127.0.0.1:${port}`
  await ready(target)
  const load = startLoad({ url: target, ...world })
  console.log(`${name}: ${kills} kills of ${all.map((one) => one.name).join(', ')}; their log: ${logFile}`)
  const startedAt = Date.now()
  let hasRestarted = false
  while (children.deaths < kills) {
    if (Date.now() - startedAt > kills * killMsMax)
      throw new Error(`After ${kills} times ${killMsMax / 1000} s there were only ${children.deaths} kills.`)
    await sleep(betweenMsMin + Math.random() * (betweenMsMax - betweenMsMin))
    // Wait until the target is ready, so that kills hit working processes.
    await ready(target)
    await sleep(Math.random() * betweenMsMin)
    children.killOne()
    if (restart && !hasRestarted && children.deaths >= kills / 2) {
      restart()
      hasRestarted = true
    }
  }
  await load.stop()
  const attackSeconds = Math.round((Date.now() - startedAt) / 1000)

  const { endedAfter, late } = await untilEnded(children, open, url !== undefined, world.environmentId)
  const after = await open()
  const states = await statesOf(after, world.environmentId)
  const lost = await lostMessages(after, world.environmentId, load.acknowledged)
  const unseen = await neverSent(after, world.environmentId, apns.processed)
  const attempts = await attemptsMade(after, world.environmentId)
  await after.close()
  const { repeated, differing } = repeats(apns.processed)
  apns.close()
  await rm(dataDir, { recursive: true, force: true })

  const stuck = openCount(states)
  // A kill may fall between recording an attempt and sending its request, never the other way round.
  const isCounted =
    attempts.counted === attempts.noted &&
    attempts.noted >= apns.requests() &&
    attempts.noted <= apns.requests() + children.deaths
  console.log(
    [
      `  ${children.deaths} kills in ${attackSeconds} s${restart ? ', PostgreSQL restarted once' : ''}; the last delivery ended ${endedAfter} s after`,
      `  ${load.acknowledged.length} messages acknowledged, ${lost.length} lost, ${stuck} stuck, ${unseen} accepted but never seen by APNs`,
      `  ${states.map(({ state, count }) => `${count} ${state}`).join(', ')}`,
      `  ${attempts.noted} attempts in the log, ${apns.requests()} requests at APNs`,
      `  APNs processed ${apns.processed.length} pushes, ${repeated} of them more than once, ${differing} of those with another collapse ID`,
    ].join('\n'),
  )
  if (late.length > 0) console.log(`  Did not end within ${stopMsMax / 1000} s when asked to: ${late.join(', ')}`)
  const isWhole = lost.length === 0 && stuck === 0 && unseen === 0 && differing === 0
  return isWhole && isCounted && late.length === 0 && load.acknowledged.length > 0
}

/**
 * Waits until every delivery ends. The embedded database allows one process, so its programs get a fixed time before
 * they are stopped.
 */
async function untilEnded(
  children: Children,
  open: () => ReturnType<typeof openDatabase>,
  isShared: boolean,
  environmentId: string,
) {
  const startedAt = Date.now()
  const seconds = () => Math.round((Date.now() - startedAt) / 1000)
  if (isShared) {
    const database = await open()
    while (seconds() * 1000 < endMsMax && openCount(await statesOf(database, environmentId)) > 0) await sleep(500)
    await database.close()
    const endedAfter = seconds()
    return { endedAfter, late: await children.end(stopMsMax) }
  }
  await sleep(45_000)
  const late = await children.end(stopMsMax)
  return { endedAfter: seconds(), late }
}

async function ready(url: string) {
  const startedAt = Date.now()
  while (Date.now() - startedAt < readyMsMax) {
    const isReady = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(3_000) }).then(
      async (response) => {
        await response.arrayBuffer()
        return response.ok
      },
      () => false,
    )
    if (isReady) return
    await sleep(100)
  }
  throw new Error(`The server wasn’t ready within ${readyMsMax / 1000} s.`)
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

main(process.argv.slice(2)).then(
  (isGood) => {
    console.log(isGood ? 'Nothing was lost, and nothing is stuck.' : 'FAILED')
    process.exit(isGood ? 0 : 1)
  },
  (error: unknown) => {
    console.error(error)
    process.exit(1)
  },
)
