import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const screens = ['app', 'components']
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((path) => `${folder}/${path}`))
  .filter((path) => path.endsWith('.tsx') && !path.endsWith('.test.tsx'))
  .map((path) => ({ path, code: readFileSync(join(root, path), 'utf8') }))

const namesIn = (code: string, pattern: RegExp) => [...code.matchAll(pattern)].map(([, name = '']) => name)

it('no field has the name of the section around it', () => {
  const repeated = screens.flatMap(({ path, code }) => {
    const sections = new Set(namesIn(code, /<Section\s+title="([^"]+)"/g))
    return namesIn(code, /<Described\s+term="([^"]+)"/g)
      .filter((name) => sections.has(name))
      .map((name) => `${path}: ${name} › ${name}`)
  })
  expect(screens.some(({ code }) => code.includes('<Described'))).toBe(true)
  expect(repeated).toEqual([])
})
