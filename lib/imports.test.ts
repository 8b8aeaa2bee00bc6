import { expect, it } from 'vitest'
import { imports } from './testing/import-map'

it('finds the imports of a file', () => {
  expect(imports.get('lib/command.ts')).toContain('lib/permissions.ts')
})

it('no files import each other in a cycle', () => {
  expect(circleIn(imports)).toEqual([])
})

it('no folders of lib import each other in a cycle', () => {
  const isProduct = (path: string) => path.startsWith('lib/') && !/\.test\.ts$|\/testing\//.test(path)
  const folderOf = (path: string) =>
    path
      .split('/')
      .slice(0, path.split('/').length > 2 ? 2 : 1)
      .join('/')
  const between = new Map<string, string[]>()
  for (const [path, imported] of imports) {
    if (!isProduct(path)) continue
    const others = imported.filter(isProduct).map(folderOf)
    between.set(folderOf(path), [
      ...(between.get(folderOf(path)) ?? []),
      ...others.filter((one) => one !== folderOf(path)),
    ])
  }
  expect(between.size).toBeGreaterThan(15)
  expect(circleIn(between)).toEqual([])
})

/** The first cycle found, from its start back to it. */
function circleIn(graph: Map<string, string[]>): string[] {
  const done = new Set<string>()
  function walk(at: string, way: string[]): string[] {
    if (way.includes(at)) return [...way.slice(way.indexOf(at)), at]
    if (done.has(at)) return []
    for (const next of graph.get(at) ?? []) {
      const circle = walk(next, [...way, at])
      if (circle.length) return circle
    }
    done.add(at)
    return []
  }
  for (const start of graph.keys()) {
    const circle = walk(start, [])
    if (circle.length) return circle
  }
  return []
}
