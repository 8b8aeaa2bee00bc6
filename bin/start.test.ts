import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '@/db/open-database'
import { lockDataDir } from './start/data-dir-lock'

const hex = 'a'.repeat(64)
let dataDir: string

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'pushdesk-start-'))
})
afterEach(() => rm(dataDir, { recursive: true, force: true }))

/** Starts a real process that is expected to fail. Returns its exit code and output. */
async function start(variables: Record<string, string>) {
  const child = spawn(process.execPath, ['bin/run.mjs', 'start'], {
    env: {
      NODE_ENV: 'production',
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      DATA_DIR: dataDir,
      PORT: '0',
      ...variables,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += chunk
  })
  const [code] = await once(child, 'close')
  return { code, said: said.trim() }
}

describe('start fails with one sentence for', () => {
  it('a second process on the same DATA_DIR', async () => {
    await lockDataDir(dataDir)
    const { code, said } = await start({})
    expect(code).toBe(1)
    expect(said).toBe(
      `Pushdesk can’t start: another Pushdesk process is using ${dataDir}. Stop it or set DATA_DIR to a different folder.`,
    )
  })

  it.each([
    ['without secrets', {}],
    ['with secrets from the environment', { AUTH_SECRET: hex, ENCRYPTION_KEY: hex }],
  ])('a DATA_DIR that can’t be written, %s', async (_, secrets) => {
    // A folder below a file: no user can write there, root included.
    await writeFile(join(dataDir, 'file'), '')
    const { code, said } = await start({ ...secrets, DATA_DIR: join(dataDir, 'file', 'data') })
    expect(code).toBe(1)
    expect(said).toMatch(/^Pushdesk can’t start: writing to DATA_DIR \([^\n]*file\/data\) failed: ENOTDIR[^\n]*$/)
    expect(said).toContain('set DATA_DIR to a different folder')
  })

  it('a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const { code, said } = await start({ PORT: String(port) })
    other.close()
    expect(code).toBe(1)
    expect(said).toMatch(
      new RegExp(`^Pushdesk can’t start: port ${port} on 127\\.0\\.0\\.1 is already in use\\.[^\\n]*$`),
    )
  })

  it('an unreachable database, without revealing its password', async () => {
    const { code, said } = await start({
      DATABASE_URL: 'postgres://pushdesk:hunter2@127.0.0.1:1/none',
      AUTH_SECRET: hex,
      ENCRYPTION_KEY: hex,
    })
    expect(code).toBe(1)
    expect(said).toMatch(/^Pushdesk can’t start: the database at DATABASE_URL [^\n]+ doesn’t respond: [^\n]+$/)
    expect(said).not.toContain('hunter2')
  })

  it('a server database without its secrets, naming each one', async () => {
    const { code, said } = await start({ DATABASE_URL: 'postgres://127.0.0.1/none' })
    expect(code).toBe(1)
    expect(said).toMatch(/^Pushdesk can’t start: DATABASE_URL also needs AUTH_SECRET [^\n]+ and ENCRYPTION_KEY [^\n]+$/)
  })

  it('a database migrated by a newer version, naming that version', async () => {
    const database = await openDatabase({ dataDir })
    await database.migrate()
    const later = Date.parse('2999-01-01')
    await database.executeSql('insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)', [
      'x',
      later,
    ])
    await database.executeSql('insert into schema_versions (migrated_to, version) values ($1, $2)', [later, '9.1.0'])
    await database.close()
    const { code, said } = await start({})
    expect(code).toBe(1)
    expect(said).toMatch(
      /^Pushdesk can’t start: the database was upgraded by Pushdesk 9\.1\.0, [^\n]+ 9\.1\.0 or newer\.$/,
    )
  })

  it('an invalid variable', async () => {
    const { code, said } = await start({ PORT: 'abc' })
    expect(code).toBe(1)
    expect(said).toBe('Pushdesk can’t start: PORT must be a number')
  })
})

describe('the lock on DATA_DIR', () => {
  it('is released when its process is killed', async () => {
    const script = `import { openDatabase } from '@/db/open-database'
import { lockDataDir } from './bin/start/data-dir-lock.ts'; await lockDataDir(${JSON.stringify(dataDir)}); console.log('locked'); setInterval(() => {}, 1000)`
    const holder = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(holder.stdout, 'data')
    await expect(lockDataDir(dataDir)).rejects.toThrow(/another Pushdesk process is using/)
    holder.kill('SIGKILL')
    await once(holder, 'close')
    await expect(lockDataDir(dataDir)).resolves.toBeUndefined()
  })
})
