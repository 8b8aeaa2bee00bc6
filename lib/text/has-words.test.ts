import { expect, it } from 'vitest'
import { hasWords } from './has-words'

it.each([
  ['Österreichische Bank, App 10', 'osterreich 10', true],
  ['Österreichische Bank, App 10', 'BANK österr', true],
  ['Österreichische Bank, App 10', 'bank 2', false],
  ['Europe/Berlin', 'europe berlin', true],
  ['Any name', '  ', true],
])('in %j, finds %j: %s', (text, typed, has) => {
  expect(hasWords(text, typed)).toBe(has)
})
