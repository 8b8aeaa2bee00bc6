import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { queryLimits } from '@/db/query-limits'

const root = fileURLToPath(new URL('../..', import.meta.url))
const text = (file: string) => readFileSync(join(root, file), 'utf8')
const queries = readdirSync(join(root, 'db/queries'), { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.ts') && !name.includes('.test.'),
)
const limit = /\.limit\(([^)]+)\)|\blimit \$\{([^}]+)\}|\blimit (\d+)/g

describe('a limit of a query', () => {
  it.each(queries)('is listed in the table with how it cuts: %s', (name) => {
    const found = [...text(`db/queries/${name}`).matchAll(limit)].map(([, a, b, c]) => a ?? b ?? c)
    expect(found).toEqual((queryLimits[name] ?? []).map(([one]) => one))
  })

  it.each(Object.keys(queryLimits))('has an order if rows are shown: %s', (name) => {
    const source = text(`db/queries/${name}`)
    const cuts = queryLimits[name] ?? []
    for (const [index, match] of [...source.matchAll(limit)].entries()) {
      const cut = cuts[index]?.[1]
      if (cut === 'one' || cut === 'count' || cut === 'batch') continue
      const before = source.slice(0, match.index)
      const statement = before.slice(Math.max(before.lastIndexOf('.from('), before.lastIndexOf('select '), 0))
      expect(`${statement}${match[0]}`).toMatch(/orderBy\(|order by|newestFirst/)
    }
  })

  it('is stated where the cut rows are shown', () => {
    for (const [name, cuts] of Object.entries(queryLimits))
      for (const [, cut] of cuts)
        if (typeof cut === 'object') expect(text(cut.in), `${name} is told in ${cut.in}`).toContain(cut.as)
  })
})
