import fc from 'fast-check'
import semver from 'semver'
import { describe, expect, it } from 'vitest'
import { compareVersions, isVersion, newestFirst, parseVersion } from './version'
import { isVersionRange, parseRange } from './version-range'

const order = (one: string, other: string) => {
  const [mine, theirs] = [parseVersion(one), parseVersion(other)]
  if (!mine || !theirs) throw new Error(`${one} or ${other} was not read.`)
  return Math.sign(compareVersions(mine, theirs))
}

describe('compareVersions', () => {
  it.each([
    ['2026.01.15', '2026.1.15'],
    ['3.2', '3.2.0'],
    ['3.2.0.0', '3.2'],
    ['v3.2.0', '3.2.0'],
    ['V3.2', ' 3.2.0 '],
    ['3.2.0+build.5', '3.2.0+build.7'],
    ['3.2.0 (1204)', '3.2.0'],
    ['3.2.0(1204)', '3.2.0'],
    ['Version 17.4 (Build 21E219)', '17.4'],
    ['iOS 17.4', '17.4'],
    ['iPadOS-17.4', '17.4.0'],
    ['3.2.0_1204', '3.2'],
    ['3.2.0 beta 2', '3.2.0-beta.2'],
    ['3.2.0.beta2', '3.2.0-beta2'],
    ['3.2.0rc1', '3.2.0-rc1'],
    ['0', '0.0'],
  ])('treats %s and %s as the same version', (one, other) => {
    expect(order(one, other)).toBe(0)
  })

  it.each([
    ['2026.01.15', '2026.2'],
    ['2026.09.30', '2026.10.01'],
    ['5.12.0.3', '5.12.0.4'],
    ['5.12.0.3', '5.12.1'],
    ['5.12.0', '5.12.0.3'],
    ['3.2.0.999', '3.2.0.1000'],
    ['3.2.0.1000', '3.10'],
    ['1.2.3.4.5.6', '1.2.3.4.5.7'],
    ['3.2.0-beta', '3.2.0'],
    ['3.2.0-beta.2', '3.2.0-beta.10'],
    ['3.2.0.1000-rc.1', '3.2.0.1000'],
    ['3.2.0-1', '3.2.0-alpha'],
    ['20260115093000123456', '20260115093000123457'],
    ['9007199254740992', '9007199254740993'],
  ])('sorts %s before %s', (one, other) => {
    expect([order(one, other), order(other, one)]).toEqual([-1, 1])
  })

  it('orders versions of any length by their first different number', () => {
    const numbers = fc.array(fc.nat(2_000), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(numbers, numbers, (one, other) => {
        const at = Array.from({ length: 6 }, (_, place) => place).find(
          (place) => (one[place] ?? 0) !== (other[place] ?? 0),
        )
        const expected = at === undefined ? 0 : Math.sign((one[at] ?? 0) - (other[at] ?? 0))
        expect(order(one.join('.'), other.join('.'))).toBe(expected)
      }),
    )
  })
})

it.each(['', ' ', 'soon', '3.', '.3', '3..2', '3.x', '3,2', '-1', `1.${'0'.repeat(70)}`, '１７.４'])(
  'does not guess a version from %j',
  (text) => {
    expect(parseVersion(text)).toBeNull()
  },
)

it.each([
  ['3', true],
  ['3.2.0.1000', true],
  ['2026.01.15', true],
  ['v5.12.0.3', true],
  ['3.2.0-beta.1+5', true],
  ['3.x', false],
  ['3.2.0 (1204)', false],
  ['three', false],
  ['', false],
])('accepts %s in a rule: %s', (text, isGood) => {
  expect(isVersion(text)).toBe(isGood)
})

it('sorts the newest version first, and other text last', () => {
  const texts = ['3.2.0-beta', 'soon', '3.10', '3.2.0.1000', '3.2.0', '2026.01.15']
  expect(newestFirst(texts)).toEqual(['2026.01.15', '3.10', '3.2.0.1000', '3.2.0', '3.2.0-beta', 'soon'])
})

describe('parseRange', () => {
  const isIn = (range: string, version: string) => {
    const [test, parsed] = [parseRange(range), parseVersion(version)]
    if (!test || !parsed) throw new Error(`${range} or ${version} was not read.`)
    return test(parsed)
  }

  it.each([
    ['>=2026.01.15 <2026.02', '2026.01.31', true],
    ['>=2026.01.15 <2026.02', '2026.02.01', false],
    ['>=3.2.0.1000', '3.2.0.999', false],
    ['~5.12.0.3', '5.12.9', true],
    ['~5.12.0.3', '5.13', false],
    ['^5.12.0.3', '5.12.0.2', false],
    ['5.12.0.x', '5.12.0.77', true],
    ['5.12.0.x', '5.12.1', false],
    ['<4 || >=5', '4.2', false],
    ['3.2 - 3.4', '3.4.9.1', true],
    ['> 3', '3.9', false],
  ])('%s and %s: %s', (range, version, expected) => {
    expect(isIn(range, version)).toBe(expected)
  })

  it.each(['latest', '>=', '>=soon', '3.2,4', '1 - ', '', ' '])('rejects %j', (range) => {
    expect(isVersionRange(range)).toBe(false)
  })

  it('agrees with the semver library on every range of three numbers', () => {
    const number = fc.constantFrom('0', '1', '2', '10')
    const part = fc.oneof({ weight: 4, arbitrary: number }, { weight: 1, arbitrary: fc.constantFrom('x', '*', 'X') })
    const full = fc
      .tuple(number, number, number, fc.constantFrom('', '-0', '-beta', '-beta.2', '-rc.1'))
      .map(([major, minor, patch, pre]) => `${major}.${minor}.${patch}${pre}`)
    const partial = fc
      .array(part, { minLength: 1, maxLength: 3 })
      .map((parts) => parts.join('.').replace(/(?<=[x*X]).*$/, ''))
    const written = fc.oneof(full, partial)
    const sign = fc.constantFrom('', '=', '>', '>=', '<', '<=', '^', '~', '~>', '> ', 'v')
    const one = fc.tuple(sign, written).map((pair) => pair.join(''))
    const set = fc.oneof(
      fc.array(one, { minLength: 1, maxLength: 3 }).map((all) => all.join(' ')),
      fc.tuple(written, written).map((ends) => ends.join(' - ')),
    )
    const range = fc.array(set, { minLength: 1, maxLength: 2 }).map((all) => all.join(' || '))
    fc.assert(
      fc.property(range, full, (text, version) => {
        const options = { includePrerelease: true }
        const isKnown = semver.validRange(text) !== null
        expect([text, isVersionRange(text)]).toEqual([text, isKnown])
        if (isKnown) expect([text, isIn(text, version)]).toEqual([text, semver.satisfies(version, text, options)])
      }),
      { numRuns: 2_000 },
    )
  })
})
