import { expect, it } from 'vitest'
import { formatList } from './list'

it('joins items into a phrase', () => {
  expect(formatList(['DE', 'AT', 'CH'], 'or')).toBe('DE, AT, or CH')
  expect(formatList(['Ann', 'Ben'])).toBe('Ann and Ben')
})
