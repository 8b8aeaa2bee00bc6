import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

const folders = ['app', 'bench', 'bin', 'components', 'db', 'e2e', 'gateway', 'lib', 'sdk']
const files = new Set(
  folders
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)))
    .filter((path) => /\.(?:tsx?|mjs)$/.test(path)),
)

/** The imports of each of our files. Includes types, which are dependencies too. */
export const imports = new Map([...files].map((path) => [path, importsOf(path)]))

function importsOf(path: string): string[] {
  const specifiers = readFileSync(path, 'utf8').matchAll(/(?:\bfrom|\bimport|\bimport\()\s*'((?:\.\.?|@)\/[^']+)'/g)
  return [...specifiers].flatMap(([, specifier = '']) => {
    const base = specifier.startsWith('@/') ? specifier.slice(2) : normalize(join(dirname(path), specifier))
    return [base, `${base}.ts`, `${base}.tsx`, join(base, 'index.ts')].filter((one) => files.has(one))
  })
}
