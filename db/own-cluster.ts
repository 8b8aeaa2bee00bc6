import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

type Options = {
  /** Maximum size of its files, to simulate a full disk. Its WAL segments are 1 MB. */
  fileBytesMax?: number
}

/** A private PostgreSQL server that tests can break. Undefined if PostgreSQL isn't installed. */
export async function startCluster({ fileBytesMax }: Options = {}) {
  const bin = binaries()
  if (!bin) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'pushdesk-pg-'))
  chmodSync(folder, 0o777)
  const data = join(folder, 'data')
  const port = await freePort()
  const run = (program: string, ...args: string[]) => asPostgres([join(bin, program), ...args])
  const segments = fileBytesMax ? ['--wal-segsize=1'] : []
  run('initdb', '-D', data, '-A', 'trust', '-U', 'postgres', '--no-sync', ...segments)
  const options = `-p ${port} -h 127.0.0.1 -k ${folder} -c max_connections=300`
  const startArgs = [join(bin, 'pg_ctl'), '-D', data, '-o', options, '-l', join(folder, 'log'), '-w', 'start']
  const start = () => asPostgres(fileBytesMax ? limited(fileBytesMax, startArgs) : startArgs)
  const stopNow = () => run('pg_ctl', '-D', data, '-m', 'immediate', 'stop')
  const signal = (name: 'SIGSTOP' | 'SIGCONT') =>
    signalAll(Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]), name)
  start()
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    start,
    /** Stops at once like a crash, without closing connections. */
    crash: stopNow,
    /** Keeps connections open and accepts new ones, but never responds. */
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    remove() {
      if (existsSync(join(data, 'postmaster.pid'))) {
        signal('SIGCONT')
        stopNow()
      }
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Whether PostgreSQL's programs are installed on this machine. */
export const hasPostgres = () => binaries() !== undefined

function binaries() {
  const root = '/usr/lib/postgresql'
  if (!existsSync(root)) return undefined
  const [newest] = readdirSync(root).sort((a, b) => Number(b) - Number(a))
  const bin = newest && join(root, newest, 'bin')
  return bin && existsSync(join(bin, 'initdb')) ? bin : undefined
}

/** PostgreSQL won't run as root. */
function asPostgres([program = '', ...args]: string[]) {
  const options = { stdio: 'ignore', cwd: tmpdir() } as const
  if (process.getuid?.() !== 0) execFileSync(program, args, options)
  else execFileSync('runuser', ['-u', 'postgres', '--', program, ...args], options)
}

/** POSIX `ulimit -f` counts blocks of 512 bytes. */
const limited = (bytes: number, command: string[]) => [
  ...['/bin/sh', '-c', 'ulimit -f "$1"; shift; exec "$@"', 'sh', String(bytes / 512)],
  ...command,
]

/** Signals the postmaster first, so that it starts no more children. */
function signalAll(postmaster: number, name: 'SIGSTOP' | 'SIGCONT') {
  process.kill(postmaster, name)
  for (const child of readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8')
    .split(' ')
    .filter(Boolean))
    try {
      process.kill(Number(child), name)
    } catch (error) {
      // The child has just exited.
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
    }
}

export function freePort() {
  return new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const bound = server.address()
      server.close(() => resolve(typeof bound === 'object' && bound ? bound.port : 0))
    })
  })
}
