import { describe, expect, it } from 'vitest'
import { balanced, isolated } from './isolated'

describe('outside text in a plain string', () => {
  it('stays unchanged when it can’t affect its neighbors’ direction', () => {
    for (const text of ['Anna Schmidt', '客户 7', 'a_b-c@d.e', '👨‍👩‍👧‍👦']) expect(isolated(text)).toBe(text)
  })

  it('is isolated when it can', () => {
    for (const text of ['مرحبا', 'שלום', 'a\u202eb', 'a\u200fb']) expect(isolated(text)).toBe(`\u2068${text}\u2069`)
  })

  it.each([
    ['an end too many', 'a\u2069\u202eb', 'a\u202eb'],
    ['an end too few', 'a\u2067b', 'a\u2067b\u2069'],
    ['two ends too few', '\u2066a\u2068b', '\u2066a\u2068b\u2069\u2069'],
    ['nothing wrong', 'a\u2067b\u2069c', 'a\u2067b\u2069c'],
  ])('can’t break out of its isolation: %s', (_, text, kept) => {
    expect(balanced(text)).toBe(kept)
  })
})
