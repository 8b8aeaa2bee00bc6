import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const codeOf = new Map(
  ['app', 'components']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true }).map((path) => join(root, folder, `${path}`)),
    )
    .filter((path) => /(?<!\.test)\.tsx?$/.test(path))
    .map((path) => [path, readFileSync(path, 'utf8')]),
)
const isClient = (path: string) => codeOf.get(path)?.startsWith("'use client'")

it('no server component reads a constant of a client module, where it is undefined', () => {
  const read = [...serverFiles()]
    .filter((path) => path.endsWith('.tsx'))
    .flatMap((path) =>
      importsOf(path)
        .filter(({ from }) => isClient(from))
        .flatMap(({ names, from }) => names.filter((name) => /^[a-z]/.test(name)).map((name) => `${name} of ${from}`)),
    )
  expect(read).toEqual([])
})

/** All files that pages reach without passing a client module. */
function serverFiles() {
  const found = new Set<string>()
  const waiting = [...codeOf.keys()].filter((path) => /\/(page|layout|not-found|forbidden)\.tsx$/.test(path))
  for (let path = waiting.pop(); path; path = waiting.pop()) {
    if (found.has(path) || isClient(path)) continue
    found.add(path)
    waiting.push(...importsOf(path).map(({ from }) => from))
  }
  return found
}

function importsOf(path: string) {
  return [...(codeOf.get(path) ?? '').matchAll(/^import (?!type )([^'"]*?) from '([^']+)'/gm)].flatMap(
    ([, names = '', source = '']) => {
      const place = source.startsWith('@/') ? join(root, source.slice(2)) : join(dirname(path), source)
      const from = [`${place}.ts`, `${place}.tsx`].find(existsSync)
      return from ? [{ from, names: names.replace(/type \w+/g, '').match(/\w+/g) ?? [] }] : []
    },
  )
}
