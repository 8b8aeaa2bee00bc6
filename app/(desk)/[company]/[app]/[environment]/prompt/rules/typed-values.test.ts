import { expect, it } from 'vitest'
import { hasSeveral, valuesIn } from './typed-values'

it.each([
  ['anna schmidt', ['anna schmidt']],
  ['anna schmidt, ben', ['anna schmidt', 'ben']],
  ['anna schmidt;ben meier', ['anna schmidt', 'ben meier']],
  ['anna schmidt\r\nben meier\n\ncara', ['anna schmidt', 'ben meier', 'cara']],
  ['one\ttab', ['one\ttab']],
  [' ben ,, ben ;', ['ben']],
  [' ,;\n ', []],
  ['', []],
])('reads %j as %j', (text, values) => {
  expect(valuesIn(text)).toEqual(values)
})

it('splits codes at spaces as well', () => {
  expect(valuesIn('DE AT,CH\tLI', { areCodes: true })).toEqual(['DE', 'AT', 'CH', 'LI'])
})

it.each([
  ['anna schmidt', false],
  ['anna,', true],
  ['a;b', true],
  ['a\nb', true],
])('reports whether %j has several values: %s', (text, several) => {
  expect(hasSeveral(text)).toBe(several)
})
