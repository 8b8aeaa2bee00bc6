import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ownDatabase } from '@/db/own-database'
import { scripts } from '@/package.json'
import { serverUrl } from './server-url'

const restSeconds = 60
const barMb = 150
const barSeconds = 2
const programs = { start: 'started', gateway: 'gateway ready', worker: 'worker ready' }

/** Startup time of each process, and its memory a minute later: PostgreSQL, demo data, finished build, Linux. */
export async function run() {
  const own = await ownDatabase({ serverUrl, namePrefix: 'pushdesk_bench' })
  const dataDir = await mkdtemp(join(tmpdir(), 'pushdesk-bench-'))
  try {
    // The first start loads the demo and builds the app if needed.
    await measure('start', { url: own.url, dataDir, seconds: 0 })
    for (const program of ['start', 'gateway', 'worker'] as const) {
      const { startMs, mb } = await measure(program, { url: own.url, dataDir, seconds: restSeconds })
      console.log(
        `${program}: ready in ${(startMs / 1_000).toFixed(1)} s (bar ${barSeconds} s), holds ${mb} MB (bar ${barMb} MB)`,
      )
    }
  } finally {
    await own.drop()
    await rm(dataDir, { recursive: true })
  }
}

type Place = { url: string; dataDir: string; seconds: number }

async function measure(program: keyof typeof programs, { url, dataDir, seconds }: Place) {
  const startedAt = performance.now()
  const child = spawn(process.execPath, scripts[program].split(' ').slice(1), {
    env: {
      NODE_ENV: 'production',
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      DATABASE_URL: url,
      DATA_DIR: dataDir,
      AUTH_SECRET: 'a'.repeat(64),
      ENCRYPTION_KEY: 'a'.repeat(64),
      DEMO: '1',
      SIMULATOR: '1',
      PORT: '0',
      LOG_LEVEL: 'info',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await untilSaid(child, programs[program])
  const startMs = performance.now() - startedAt
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000))
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8')
  child.kill('SIGTERM')
  await once(child, 'exit')
  return { startMs, mb: Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_024) }
}

async function untilSaid({ stdout }: ChildProcess, words: string) {
  if (!stdout) throw new Error('the process has no standard output')
  for await (const line of createInterface({ input: stdout })) if (line.includes(`"msg":"${words}"`)) break
  // Discard further output, so that it can't fill the pipe and block the process.
  stdout.resume()
}
