import { randomUUID } from 'node:crypto'
import { access, mkdir, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { hashOfSources } from './sources.mjs'

const folder = '.bundle'
const sources = ['bin', 'db', 'gateway', 'lib', 'package-lock.json', 'tsconfig.json']
const programs = ['start', 'gateway', 'worker', 'pushdesk']

/** Loaded from node_modules: what brings files of its own, and what few processes need. */
const external = [
  'next',
  '@electric-sql/pglite',
  '@node-rs/argon2',
  '@zxcvbn-ts/language-common',
  '@opentelemetry',
  'pg-native',
]

/**
 * Where the program is as JavaScript, made from its sources where that has not happened yet: a process that compiles as it
 * loads holds twice the memory and starts three times as slowly.
 * @param {string} program
 */
export async function bundled(program) {
  const made = join(folder, hashOfSources(sources).slice(0, 16))
  const entryPoints = [...programs.map((one) => `bin/${one}.ts`), 'bin/start/watchdog-thread.mjs']
  await access(made).catch(() => bundle(made, { entryPoints }))
  return pathToFileURL(resolve(made, `${program}.mjs`)).href
}

/**
 * Makes JavaScript of the programs, which are found in the folder `made` under their file names.
 * @param {string} made
 * @param {{ entryPoints: string[], alsoExternal?: string[] }} given
 */
export async function bundle(made, { entryPoints, alsoExternal = [] }) {
  const { build } = await import('esbuild')
  const beside = `${made}.${randomUUID()}`
  await mkdir(beside, { recursive: true })
  await build({
    entryPoints,
    outdir: beside,
    // All in one folder, so that a file is where the sources say that it is: beside its neighbour.
    entryNames: '[name]',
    chunkNames: '[name]-[hash]',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: [...external, ...alsoExternal].flatMap((name) => [name, `${name}/*`]),
    // Source maps would cost as much memory again. Names are kept, and a comment names the file of each part.
    // CommonJS packages in the bundle ask for Node's own modules by this name.
    banner: { js: "import { createRequire } from 'node:module';const require = createRequire(import.meta.url);" },
    logLevel: 'error',
  })
  // Written beside and moved whole. Of several that start at once, one is first, and all have made the same.
  await rename(beside, made).catch(async (error) => {
    await rm(beside, { recursive: true })
    if (error.code !== 'EEXIST' && error.code !== 'ENOTEMPTY') throw error
  })
}
