import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { permissions } from './permissions'

/** All source files below these folders: path → text. */
function sources(...folders: string[]): Map<string, string> {
  const paths = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
  )
  return new Map(paths.filter((path) => /\.tsx?$/.test(path)).map((path) => [path, readFileSync(path, 'utf8')]))
}

const isTest = (path: string) => /\.(?:test|spec)\.tsx?$/.test(path)
const all = [...sources('lib', 'gateway', 'app', 'sdk', 'bin')]
const product = all.filter(([path]) => !isTest(path)).map(([, text]) => text)
const tests = all.filter(([path]) => isTest(path)).map(([, text]) => text)
const verbs = product.flatMap((text) =>
  [...text.matchAll(/export const (\w+) = (?:command|query|note|promptCommand|promptQuery)\(/g)].map(
    ([, name = '']) => name,
  ),
)

it('finds the verbs', () => {
  expect(verbs.length).toBeGreaterThan(60)
})

it.each(verbs)('%s is named in a test', (name) => {
  const word = new RegExp(`\\b${name}\\b`)
  expect(tests.some((text) => word.test(text))).toBe(true)
})

it.each(Object.keys(permissions))('a command or query requires the permission %s', (permission) => {
  const uses = product.filter((text) => text.includes(`'${permission}'`))
  expect(uses.length).toBeGreaterThan(1)
})
