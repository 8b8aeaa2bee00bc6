import { spawn } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { hashOfSources } from '@/bin/sources.mjs'
import { CannotStart } from './fail'
import { waitForLock } from './lock'
import { compressStaticFiles } from './static-files'

const sources = [
  'app',
  'components',
  'db',
  'gateway',
  'lib',
  'sdk',
  'public',
  'proxy.ts',
  'instrumentation-client.ts',
  'next.config.mjs',
  'package-lock.json',
  'package.json',
]

/** Builds the dashboard unless the existing build came from exactly these sources. */
export async function ensureBuild() {
  const distDir = process.env.NEXT_DIST_DIR ?? '.next'
  const stamp = join(distDir, 'pushdesk-sources')
  const current = hashOfSources(sources)
  const isCurrent = async () => (await readFile(stamp, 'utf8').catch(() => undefined)) === current
  if (await isCurrent()) return
  // If several processes start at once on the same code, one builds and the others wait.
  const release = await waitForLock('.', `${basename(distDir)}-build`)
  try {
    if (await isCurrent()) return
    console.log('Building the dashboard. This takes a minute or two, and only after the code has changed.')
    await build()
    await compressStaticFiles(distDir)
    await writeFile(stamp, current)
  } finally {
    await release()
  }
}

async function build() {
  let output = ''
  const child = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve))
  if (code === 0) return
  console.error(output)
  throw new CannotStart('the dashboard’s build failed. The reason is printed above.')
}
