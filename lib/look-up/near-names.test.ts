import { expect, it } from 'vitest'
import { nearNames } from './near-names'

it.each(['maria-2', 'mria-1', 'maria-11', 'amria-1', 'maria 1', 'maria_1', 'xmaria-1', 'maria1'])(
  '%s is near Maria-1',
  (name) => expect(nearNames('Maria-1')).toContain(name),
)

it('an ID is not near itself, and its near IDs fit into one query', () => {
  expect(nearNames('maria')).not.toContain('maria')
  expect(nearNames('m'.repeat(64)).length).toBeLessThan(10_000)
  expect([nearNames('ab'), nearNames('m'.repeat(65))]).toEqual([[], []])
})
