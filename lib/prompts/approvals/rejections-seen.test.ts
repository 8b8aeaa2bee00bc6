import { expect, it } from 'vitest'
import { seenRejections, withRejectionSeen } from './rejections-seen'

it('keeps the latest notes hidden, each once', () => {
  expect(seenRejections(undefined)).toEqual([])
  const first = withRejectionSeen('theme=dark; other-rejections-seen=x', 'a')
  expect(first).toBe('a')
  const second = withRejectionSeen(`theme=dark; rejections-seen=${first}; density=compact`, 'b')
  expect(seenRejections(second)).toEqual(['b', 'a'])
  expect(seenRejections(withRejectionSeen(`rejections-seen=${second}`, 'a'))).toEqual(['a', 'b'])
  const full = Array.from({ length: 30 }, (_, index) => `n${index}`).join('.')
  expect(seenRejections(withRejectionSeen(`rejections-seen=${full}`, 'new'))).toHaveLength(20)
})
