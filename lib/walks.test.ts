import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { imports } from './testing/import-map'

/** The maximum number of files in a walk, by its heading. */
const filesMax: Record<string, number> = {
  'A registration, from `PUT /devices` to its row': 8,
  'A message, from `POST /messages` to APNs and back': 25,
  'A prompt change, from the editor to a phone': 30,
}

const [, ...chapters] = readFileSync('docs/architecture.md', 'utf8').split(/^### /m)
const walks = new Map(
  chapters.map((chapter) => {
    const [heading = '', ...lines] = (chapter.split(/^## /m)[0] ?? '').split('\n')
    return [heading, lines.flatMap((line) => /^\d+\. `([^`]+)`: ./.exec(line)?.[1] ?? [])] as const
  }),
)

it.each(Object.entries(filesMax))('%s: names at most %i files, each once', (heading, max) => {
  const files = walks.get(heading) ?? []
  expect(files.length).toBeGreaterThan(5)
  expect(files.length).toBeLessThanOrEqual(max)
  expect(new Set(files).size).toBe(files.length)
})

it.each(Object.keys(filesMax))(
  '%s: each file exists and an import connects it to another file of the walk',
  (heading) => {
    const files = walks.get(heading) ?? []
    for (const file of files) {
      expect(existsSync(file), file).toBe(true)
      const tied = files.filter((other) => imports.get(file)?.includes(other) || imports.get(other)?.includes(file))
      expect(tied, file).not.toEqual([])
    }
  },
)

const documents = ['docs', 'docs/decisions'].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name)),
)

it.each(['CONTRIBUTING.md', ...documents])('%s names only files and folders that exist', (document) => {
  const named = readFileSync(document, 'utf8').matchAll(
    /`((?:app|bench|bin|components|db|e2e|gateway|lib|sdk)\/[\w.()[\]/-]+)`/g,
  )
  for (const [, path = ''] of named)
    expect(
      ['', '.ts', '.tsx'].some((ending) => existsSync(`${path}${ending}`)),
      path,
    ).toBe(true)
})
