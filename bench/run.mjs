import { readdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundle } from '../bin/bundle.mjs'

// Benchmarks measure the same JavaScript as production runs, so it is made in the same way.
const made = '.bundle/bench'
const files = await readdir('bench')
await rm(made, { recursive: true, force: true })
await bundle(made, {
  entryPoints: files.filter((file) => file.endsWith('.ts')).map((file) => join('bench', file)),
  alsoExternal: ['@playwright/test', 'playwright', 'playwright-core', '@parse/node-apn'],
})
await import(pathToFileURL(resolve(made, 'index.mjs')).href)
