import { describe, expect, it } from 'vitest'
import { patternFault } from './pattern'

describe('patternFault', () => {
  it.each(['(a+)+', '(a|a)*b', '(?=a)', '(a)\\1', '.*.*.*', '(', '((a*)b){2,}'])(
    'takes no pattern that could stall: %s',
    (pattern) => {
      expect(patternFault(pattern)).toBeDefined()
    },
  )

  it.each(['^vip-\\d{4}$', '@(example|test)\\.com$', '^[a-z(+*]+-.*$'])('takes the pattern %s', (pattern) => {
    expect(patternFault(pattern)).toBeUndefined()
  })
})
