import fc from 'fast-check'
import murmurhash from 'murmurhash'
import { describe, expect, it } from 'vitest'
import { bucketOf, shareWhole } from './share'

describe('bucketOf', () => {
  it('hashes to the published murmur3 x86 32 reference values', () => {
    expect(murmurhash.v3('', 0)).toBe(0)
    expect(murmurhash.v3('', 1)).toBe(0x514e28b7)
    expect(murmurhash.v3('test', 0)).toBe(0xba6bd213)
    expect(murmurhash.v3('Hello, world!', 0)).toBe(0xc0363e43)
    expect(murmurhash.v3('The quick brown fox jumps over the lazy dog', 0)).toBe(0x2e4ff723)
  })

  it.each([
    ['jack', 'hearts'],
    ['queen', 'spades'],
    ['ten', 'clubs'],
    ['nine', 'diamonds'],
    ['3', 'clubs'],
  ])('assigns %s as flagd’s test bed does (fractional v2)', (name, suit) => {
    const suits = ['clubs', 'diamonds', 'hearts', 'spades']
    expect(suits[Math.floor(bucketOf(name, '', 100, 'fractional-flag') / 25)]).toBe(suit)
  })

  it.each([
    ['ejOoVL', 'lower'],
    ['bY9fO-', 'lower'],
    ['SI7p-', 'lower'],
    ['6LvT0', 'upper'],
    ['ceQdGm', 'upper'],
  ])('puts flagd’s hash edge case %s into the %s half', (key, half) => {
    expect(bucketOf(key, '', 100, '') < 50 ? 'lower' : 'upper').toBe(half)
  })

  it('is sticky, and within the whole', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ maxLength: 8 }), (key, salt) => {
        const bucket = bucketOf(key, salt)
        expect(bucketOf(key, salt)).toBe(bucket)
        expect(bucket).toBeGreaterThanOrEqual(0)
        expect(bucket).toBeLessThan(shareWhole)
      }),
    )
  })

  it('does not depend on the unit: a half is the same half in percent and in thousandths', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 0, max: 100 }), (key, percent) => {
        expect(bucketOf(key, '', 100) < percent).toBe(bucketOf(key) < percent * 1_000)
      }),
    )
  })

  it('has no bias over a million keys: each percent gets its share, within five standard deviations', () => {
    const keys = 1_000_000
    const counts = new Array<number>(100).fill(0)
    for (let key = 0; key < keys; key++) {
      const bucket = Math.floor(bucketOf(`user-${key}`) / 1_000)
      counts[bucket] = (counts[bucket] ?? 0) + 1
    }
    const expected = keys / 100
    const deviation = Math.sqrt(keys * 0.01 * 0.99)
    for (const count of counts) expect(Math.abs(count - expected)).toBeLessThan(5 * deviation)
    const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
    // 99 degrees of freedom: 0.001 quantile and 0.999 quantile.
    expect(chiSquare).toBeGreaterThan(60)
    expect(chiSquare).toBeLessThan(149)
  })
})
