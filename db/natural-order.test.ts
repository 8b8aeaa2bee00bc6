import { expect, it } from 'vitest'
import { inNaturalOrder } from './natural-order'

const sorted = (names: string[]) => inNaturalOrder(names, (name) => [name])

it('sorts numbers in names by value', () => {
  expect(sorted(['App 10', 'App 2', 'App 1', 'App 02b'])).toEqual(['App 1', 'App 2', 'App 02b', 'App 10'])
})

it('sorts umlauts next to their base letters, in either case', () => {
  expect(sorted(['Zebra', 'Österreich', 'zoo', 'Oslo', 'Ärzte', 'apotheke'])).toEqual([
    'apotheke',
    'Ärzte',
    'Oslo',
    'Österreich',
    'Zebra',
    'zoo',
  ])
})

it('compares the next name when the first ones are equal', () => {
  const rows = [
    { company: 'Bank', app: 'App 10' },
    { company: 'Airline', app: 'App 3' },
    { company: 'Bank', app: 'App 9' },
  ]
  expect(inNaturalOrder(rows, ({ company, app }) => [company, app]).map(({ app }) => app)).toEqual([
    'App 3',
    'App 9',
    'App 10',
  ])
})

it('doesn’t change the given rows', () => {
  const rows = ['b', 'a']
  sorted(rows)
  expect(rows).toEqual(['b', 'a'])
})
