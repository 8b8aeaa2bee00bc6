import { expect, it } from 'vitest'
import { formatNumber, formatPercent, plural, pluralWord } from './number'

it('groups thousands', () => {
  expect(formatNumber(12_345)).toBe('12,345')
})

it.each([
  [1, '100%'],
  [0.125, '12.5%'],
  [0.00001, '0.001%'],
  [0, '0%'],
])('writes %f as %s', (part, words) => {
  expect(formatPercent(part)).toBe(words)
})

it('rounds a percentage for reading', () => {
  expect(formatPercent(0.99321, 1)).toBe('99.3%')
  expect(formatPercent(2 / 3, 0)).toBe('67%')
})

it('counts in the singular and in the plural', () => {
  expect(plural(0, 'client')).toBe('0 clients')
  expect(plural(1, 'client')).toBe('1 client')
  expect(plural(2_300, 'delivery', 'deliveries')).toBe('2,300 deliveries')
  expect(pluralWord(1, 'gets', 'get')).toBe('gets')
})
