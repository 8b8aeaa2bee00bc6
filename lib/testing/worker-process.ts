import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** Starts a real `npm run worker` on this database, with its own simulator, and waits until it can send. */
export async function spawnWorker(databaseUrl: string, dataDir: string, variables: Record<string, string> = {}) {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, ['bin/run.mjs', 'worker'], {
    env: {
      NODE_ENV: 'production',
      PATH,
      HOME,
      LOG_LEVEL: 'info',
      DATABASE_URL: databaseUrl,
      DATA_DIR: dataDir,
      ENCRYPTION_KEY: 'a'.repeat(64),
      DEMO: '0',
      SIMULATOR: '1',
      ...variables,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const gone = once(child, 'exit')
  for await (const line of createInterface({ input: child.stdout })) {
    const { msg }: { msg?: string } = JSON.parse(line)
    if (msg === 'worker ready') break
  }
  // Drain the output, so that later lines don't fill the pipe.
  child.stdout.resume()
  return {
    /** Resolves to the exit code. */
    async end(signal: 'SIGTERM' | 'SIGKILL') {
      child.kill(signal)
      const [code] = await gone
      return { code }
    },
  }
}

const workerToKill = fileURLToPath(new URL('./worker-to-kill.ts', import.meta.url))

/** Starts only the sending, in a separate process, on either database. Returns a function that kills it. */
export function startWorkerToKill(variables: Record<string, string>) {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, ['--import', 'tsx', workerToKill], {
    env: { NODE_ENV: 'production', LOG_LEVEL: 'error', PATH, HOME, ...variables },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const gone = once(child, 'exit')
  return async () => {
    child.kill('SIGKILL')
    await gone
  }
}
