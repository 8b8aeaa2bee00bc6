import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/**
 * Starts a real `npm run gateway` on this database and waits until it is ready. `end` simulates a crash: it sends
 * SIGKILL and waits for the exit.
 */
export async function spawnGateway(databaseUrl: string, variables: Record<string, string> = {}) {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, ['bin/run.mjs', 'gateway'], {
    env: {
      NODE_ENV: 'production',
      PATH,
      HOME,
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: 'info',
      DATABASE_URL: databaseUrl,
      ENCRYPTION_KEY: 'a'.repeat(64),
      DEMO: '0',
      SIMULATOR: '0',
      ...variables,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const written: string[] = []
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    written.push(text)
    process.stderr.write(text)
  })
  const port = await readyPort(child)
  child.stdout.setEncoding('utf8').on('data', (text: string) => void written.push(text))
  return {
    url: `http://127.0.0.1:${port}`,
    /** Its output since it was ready, stdout and stderr. */
    written: () => written.join(''),
    async end() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}

/** Reads the port from the log line that reports readiness. */
async function readyPort({ stdout }: ChildProcess): Promise<number> {
  if (!stdout) throw new Error('the process has no standard output')
  const lines = createInterface({ input: stdout })
  for await (const line of lines) {
    const { msg, port }: { msg?: string; port?: number } = JSON.parse(line)
    if (msg !== 'gateway ready' || !port) continue
    // Drain the output, so that later lines don't fill the pipe.
    stdout.resume()
    return port
  }
  throw new Error('the gateway ended before it was ready')
}
