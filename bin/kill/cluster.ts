import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A PostgreSQL of our own, which may be restarted without harm to anybody. Undefined where none is installed. */
export async function startCluster() {
  const bin = binaries()
  if (!bin) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'pushdesk-kill-pg-'))
  chmodSync(folder, 0o777)
  const data = join(folder, 'data')
  const port = await freePort()
  const run = (program: string, ...args: string[]) => asPostgres(join(bin, program), args)
  run('initdb', '-D', data, '-A', 'trust', '-U', 'postgres')
  const options = `-p ${port} -h 127.0.0.1 -k ${folder} -c max_connections=300`
  const start = () => run('pg_ctl', '-D', data, '-o', options, '-l', join(folder, 'log'), '-w', 'start')
  start()
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    /** As a crash would: no goodbye to anybody. */
    restart() {
      run('pg_ctl', '-D', data, '-m', 'immediate', 'stop')
      start()
    },
    stop() {
      run('pg_ctl', '-D', data, '-m', 'immediate', 'stop')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function binaries() {
  const root = '/usr/lib/postgresql'
  if (!existsSync(root)) return undefined
  const [newest] = readdirSync(root).sort((a, b) => Number(b) - Number(a))
  const bin = newest && join(root, newest, 'bin')
  return bin && existsSync(join(bin, 'initdb')) ? bin : undefined
}

/** PostgreSQL refuses to run as root. */
function asPostgres(program: string, args: string[]) {
  const options = { stdio: 'ignore', cwd: tmpdir() } as const
  if (process.getuid?.() !== 0) return execFileSync(program, args, options)
  return execFileSync('runuser', ['-u', 'postgres', '--', program, ...args], options)
}

function freePort() {
  return new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const bound = server.address()
      server.close(() => resolve(typeof bound === 'object' && bound ? bound.port : 0))
    })
  })
}

export { freePort }
