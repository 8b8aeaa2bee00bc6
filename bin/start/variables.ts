import { randomBytes, randomUUID } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Env, readEnv } from '@/lib/env'
import { CannotStart } from './fail'

const secrets = { AUTH_SECRET: 'at least 32 characters', ENCRYPTION_KEY: '64 hexadecimal digits' } as const
type SecretName = keyof typeof secrets

/** Checks the environment, resolves derived values, and writes them back, so that every module reads the same. */
export async function prepareVariables({ needs, database }: { needs: SecretName[]; database?: 'required' }) {
  const given = readEnv(process.env)
  if (database === 'required' && !given.DATABASE_URL)
    throw new CannotStart(
      'DATABASE_URL isn’t set. The embedded database works with one process only. Several processes need a PostgreSQL server.',
    )
  refuseWithout(needs, given)
  for (const name of needs) process.env[name] = given[name] ?? (await generatedSecret(name, given.DATA_DIR))
  const hasDemo = given.DEMO ?? !given.DATABASE_URL
  if (given.SIMULATOR && !hasDemo && given.NODE_ENV === 'production' && given.AUTH_URL?.startsWith('https:'))
    throw new CannotStart(
      'SIMULATOR=1 isn’t allowed with an https address, because pushes wouldn’t reach Apple. Remove it, or set DEMO=1.',
    )
  process.env.DEMO = hasDemo ? '1' : '0'
  process.env.SIMULATOR = (given.SIMULATOR ?? hasDemo) ? '1' : '0'
  return { env: readEnv(process.env) }
}

function refuseWithout(needs: SecretName[], env: Env) {
  const absent = needs.filter((name) => !env[name])
  if (!env.DATABASE_URL || !absent.length) return
  const wanted = absent.map((name) => `${name} (${secrets[name]})`).join(' and ')
  throw new CannotStart(
    `DATABASE_URL also needs ${wanted}, with the same value in every process. \`openssl rand -hex 32\` generates a value.`,
  )
}

/**
 * Returns the embedded database's secret, creating it on first use. Readable only by the user who started the process.
 */
export async function generatedSecret(name: SecretName, dataDir: string): Promise<string> {
  const file = join(dataDir, name.toLowerCase().replace('_', '-'))
  const kept = await readFile(file, 'utf8').catch(unless('ENOENT'))
  if (kept) return kept.trim()
  await mkdir(dataDir, { recursive: true })
  // Write a temporary file and link it: two processes that start at once both get the first one's secret.
  const beside = `${file}.${randomUUID()}`
  await writeFile(beside, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 })
  await link(beside, file).catch(unless('EEXIST'))
  await rm(beside)
  return (await readFile(file, 'utf8')).trim()
}

function unless(code: string) {
  return (error: NodeJS.ErrnoException): undefined => {
    if (error.code !== code) throw error
  }
}
