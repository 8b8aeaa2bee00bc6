import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type Db, openDatabase } from '@/db/client'
import type { Demo } from './site'

type Given = {
  variables?: Record<string, string>
  execArgv?: string[]
  /** What is in its embedded database before it starts. */
  prepare?: (db: Db) => Promise<void>
}

/** A whole Pushdesk of one test with a demo workspace of its own, for what no other test may live through. */
export async function startOwnServer(given: Given = {}) {
  const server = await startServer(given)
  const demo: Demo = JSON.parse(await readFile(join(server.dataDir, 'demo.json'), 'utf8'))
  return { ...server, demo }
}

/** The same without the demo. Its admin is `admin`. */
export async function startEmptyServer(given: Given = {}) {
  const admin = { email: 'admin@example.com', password: 'a password of the test' }
  const variables = { DEMO: '0', SIMULATOR: '1', ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password }
  return { ...(await startServer({ ...given, variables: { ...variables, ...given.variables } })), admin }
}

async function startServer({ prepare, ...given }: Given) {
  const dataDir = await mkdtemp(join(tmpdir(), 'pushdesk-e2e-'))
  if (prepare) await fill(dataDir, prepare)
  const port = await freePort()
  let { child, ended, said } = await start(dataDir, port, given)
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
  }
  return {
    dataDir,
    port,
    url: `http://127.0.0.1:${port}`,
    said,
    child,
    ended,
    /** Another one at the same address, over the same data. */
    async replaceBy(next: Given) {
      await stop()
      if (next.prepare) await fill(dataDir, next.prepare)
      ;({ child, ended, said } = await start(dataDir, port, next))
    },
    async end() {
      await stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function start(dataDir: string, port: number, { variables = {}, execArgv = [] }: Given) {
  const { PATH = '', HOME = '', NEXT_DIST_DIR = '.next' } = process.env
  const child = spawn(process.execPath, [...execArgv, 'bin/run.mjs', 'start'], {
    env: {
      NODE_ENV: 'production',
      PATH,
      HOME,
      NEXT_DIST_DIR,
      PORT: String(port),
      DATA_DIR: dataDir,
      APNS_PRODUCTION_URL: 'https://127.0.0.1:9',
      APNS_SANDBOX_URL: 'https://127.0.0.1:9',
      ...variables,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const said: string[] = []
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      said.push(line)
      if (line.includes('"msg":"started"')) resolve()
    })
    child.once('exit', () => reject(new Error(`the server did not start: ${said.join('\n')}`)))
  })
  return { child, ended, said }
}

async function fill(dataDir: string, prepare: (db: Db) => Promise<void>) {
  const database = await openDatabase({ dataDir })
  await database.migrate()
  await prepare(database.db)
  await database.close()
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (typeof address !== 'object' || !address) throw new Error('no port is free')
  return address.port
}
