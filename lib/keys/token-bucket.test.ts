import { describe, expect, it } from 'vitest'
import { TokenBucket } from './token-bucket'
import { TokenBuckets } from './token-buckets'

describe('a token bucket', () => {
  it('allows exactly as many calls at once as its capacity', () => {
    const bucket = new TokenBucket(3, 3, 0)
    expect([bucket.take(0), bucket.take(0), bucket.take(0)]).toEqual([0, 0, 0])
    expect(bucket.take(0)).toBe(1)
  })

  it('allows the next call as soon as its token is available, and no earlier', () => {
    const bucket = new TokenBucket(4, 1, 0)
    expect(bucket.take(0)).toBe(0)
    expect(bucket.take(249)).toBe(1)
    expect(bucket.take(250)).toBe(0)
  })

  it('is full at exactly its capacity', () => {
    const bucket = new TokenBucket(1, 2, 0)
    bucket.take(0)
    expect([bucket.isFull(999), bucket.isFull(1_000)]).toEqual([false, true])
  })
})

describe('token buckets by name', () => {
  it('keep used tokens used when the rate changes', () => {
    const buckets = new TokenBuckets(10)
    const bucket = buckets.of('a', 2)
    const now = performance.now()
    expect([bucket.take(now), bucket.take(now), bucket.take(now)]).toEqual([0, 0, 1])
    buckets.of('a', 1_000)
    // The higher rate applies only from now on.
    const later = performance.now() + 1_000
    expect(buckets.of('a', 1_000)).toBe(bucket)
    expect(bucket.take(later)).toBe(0)
    const lowered = buckets.of('a', 1)
    expect([lowered.take(later), lowered.take(later)]).toEqual([0, 1])
  })

  it('evict full buckets first, so that eviction doesn’t give a new allowance', () => {
    const buckets = new TokenBuckets(2)
    const slowed = buckets.of('slowed', 1)
    slowed.take()
    const idle = buckets.of('idle', 1)
    const third = buckets.of('third', 1)
    third.take()
    expect(buckets.of('slowed', 1)).toBe(slowed)
    expect(buckets.of('third', 1)).toBe(third)
    expect(buckets.of('idle', 1)).not.toBe(idle)
  })
})
