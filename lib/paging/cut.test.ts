import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { byCreation, pageUpTo, upTo } from './cut'

const rows = Array.from({ length: 4 }, (_, index) => ({
  id: `0190a000-0000-7000-8000-00000000000${index}`,
  createdAt: new Date(1_700_000_000_000 - index),
}))
const read = (count: number) => async (limit: number) => rows.slice(0, Math.min(count, limit))

it('cuts only if there are more rows than it shows', async () => {
  expect(await upTo(3, read(3))).toEqual({ shown: rows.slice(0, 3), isCut: false })
  expect(await upTo(3, read(4))).toEqual({ shown: rows.slice(0, 3), isCut: true })
})

it('returns a cursor for the next page, and none on the last page or an empty one', async () => {
  const next = async (count: number) => (await pageUpTo(3, read(count), byCreation)).next
  expect(await next(4)).toBe(`2023-11-14T22:13:19.998Z_${rows[2]?.id}`)
  expect([await next(3), await next(0)]).toEqual([null, null])
})

it('is the only code that asks for one extra row', () => {
  const paths = readdirSync('lib', { recursive: true, encoding: 'utf8' }).filter(
    (path) => /\.tsx?$/.test(path) && !path.endsWith('.test.ts') && path !== join('paging', 'cut.ts'),
  )
  expect(
    paths.filter((path) => /\b(?:limit|max): [\w.]+ \+ 1\b/i.test(readFileSync(join('lib', path), 'utf8'))),
  ).toEqual([])
})
