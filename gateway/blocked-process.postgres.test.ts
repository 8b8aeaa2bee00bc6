import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ownPostgres } from '@/db/testing'

/** Blocks the process that loads it forever, as a bug would. */
const blockWhenAsked = `data:text/javascript,process.on('SIGUSR2', function blocksHere() { for (;;); })`

let own: Awaited<ReturnType<typeof ownPostgres>>
let dataDir: string

beforeAll(async () => {
  own = await ownPostgres({ poolMax: 1 })
  dataDir = await mkdtemp(join(tmpdir(), 'pushdesk-blocked-'))
})

afterAll(async () => {
  await own.database.close()
  await rm(dataDir, { recursive: true, force: true })
})

it.concurrent.each([
  { file: 'bin/gateway.ts', ready: 'gateway ready' },
  { file: 'bin/worker.ts', ready: 'worker ready' },
])(
  '$file exits with the stack in its log when its event loop is blocked for longer than WATCHDOG_SECONDS',
  async ({ file, ready }) => {
    const child = spawn(process.execPath, ['--import', blockWhenAsked, '--import', 'tsx', file], {
      env: {
        NODE_ENV: 'production',
        PORT: '0',
        LOG_LEVEL: 'info',
        DATABASE_URL: own.url,
        DATA_DIR: dataDir,
        ENCRYPTION_KEY: 'a'.repeat(64),
        DEMO: '0',
        SIMULATOR: '0',
        WATCHDOG_SECONDS: '1',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = once(child, 'exit')
    let last = ''
    for await (const line of createInterface({ input: child.stdout })) {
      last = line
      if (JSON.parse(line).msg === ready) child.kill('SIGUSR2')
    }
    expect(await ended).toEqual([70, null])
    expect(JSON.parse(last)).toMatchObject({ level: 'fatal', stack: expect.stringContaining('at process.blocksHere') })
  },
)
