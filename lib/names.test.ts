import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const files = ['app', 'bin', 'components', 'db', 'gateway', 'lib']
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)))
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
const texts = new Map(files.map((path) => [path, readFileSync(path, 'utf8')]))

/** Names that Next.js looks for. */
const ofNext = /^(?:GET|POST|PUT|PATCH|DELETE|generateMetadata|metadata|dynamic|runtime|config)$/
const declared =
  /^export (?:declare )?(?:abstract )?(?:async )?(?:const|let|function\*?|class|type|interface|enum) (\w+)/gm

it('no two files export the same name', () => {
  const places = new Map<string, Set<string>>()
  for (const [path, text] of texts)
    for (const [, name = ''] of text.matchAll(declared)) places.set(name, (places.get(name) ?? new Set()).add(path))
  expect(places.size).toBeGreaterThan(1_500)
  const shared = [...places].filter(([name, paths]) => paths.size > 1 && !ofNext.test(name))
  expect(shared.map(([name, paths]) => `${name}: ${[...paths].join(', ')}`)).toEqual([])
})

it('every server action has a name that ends in Action', () => {
  const actionFiles = [...texts].filter(([, text]) => text.startsWith("'use server'"))
  const names = actionFiles.flatMap(([, text]) =>
    [...text.matchAll(/^export (?:async function|const) (\w+)/gm)].map(([, name = '']) => name),
  )
  expect(names.length).toBeGreaterThan(50)
  expect(names.filter((name) => !name.endsWith('Action'))).toEqual([])
})
