import { describe, expect, it } from 'vitest'
import { retryWaitMs } from '@/lib/deliveries/attempts/attempt'
import { Pace } from './pace'

/** Tells whether the endpoint accepts a request at this time. */
type Limit = (now: number) => boolean

const secondsMeasured = 120

/** Accepts `max` requests in each period of the clock. */
function fixedWindow(max: number, periodMs: number): Limit {
  let period = -1
  let count = 0
  return (now) => {
    if (Math.floor(now / periodMs) !== period) {
      period = Math.floor(now / periodMs)
      count = 0
    }
    count += 1
    return count <= max
  }
}

/** Accepts `max` requests within any `periodMs`. */
function slidingWindow(max: number, periodMs: number): Limit {
  let taken: number[] = []
  return (now) => {
    taken = taken.filter((at) => at > now - periodMs)
    if (taken.length >= max) return false
    taken.push(now)
    return true
  }
}

function tokenBucket(perSecond: number, burst: number): Limit {
  let tokens = burst
  let filledAt = 0
  return (now) => {
    tokens = Math.min(burst, tokens + ((now - filledAt) / 1000) * perSecond)
    filledAt = now
    if (tokens < 1) return false
    tokens -= 1
    return true
  }
}

type Event = { at: number; run: () => void }

/** Simulates a lane that always has more to send than the endpoint takes. The clock jumps from event to event. */
function simulate(limit: Limit, { latencyMs = 40, seconds = secondsMeasured, from = 20, retryAfterMs = 0 } = {}) {
  const pace = new Pace()
  const events: Event[] = []
  let now = 0
  let underWay = 0
  let isWoken = false
  let accepted = 0
  let refused = 0
  const waiting = Array.from({ length: 64 }, () => 1)
  const at = (ms: number, run: () => void) => events.push({ at: now + ms, run })
  function send(attempt: number) {
    underWay += 1
    const sentAt = now
    at(latencyMs, () => {
      underWay -= 1
      const isTaken = limit(now)
      if (isTaken) pace.accepted({ sentAt, now })
      else pace.refused({ sentAt, now }, retryAfterMs)
      if (now >= from * 1000) {
        accepted += Number(isTaken)
        refused += Number(!isTaken)
      }
      // Another delivery takes its place. A rejected one is retried later.
      waiting.push(1)
      if (!isTaken)
        at(retryWaitMs(attempt, { leastMs: retryAfterMs, random: () => 0.5 }), () => waiting.unshift(attempt + 1))
      run()
    })
  }
  function run() {
    while (underWay < 16 && waiting.length > 0) {
      const waitMs = pace.waitMs(now)
      if (waitMs > 0) {
        if (!isWoken)
          at(waitMs, () => {
            isWoken = false
            run()
          })
        isWoken = true
        return
      }
      send(waiting.shift() ?? 1)
    }
  }
  run()
  while (events.length > 0 && now < (from + seconds) * 1000) {
    events.sort((one, other) => one.at - other.at)
    const next = events.shift()
    if (!next) break
    now = next.at
    next.run()
  }
  return {
    acceptedPerSecond: accepted / seconds,
    refusedPerSecond: refused / seconds,
    refusedShare: refused / (accepted + refused),
  }
}

const limits: [string, () => Limit, number][] = [
  ['5 in each second', () => fixedWindow(5, 1_000), 5],
  ['5 in any second', () => slidingWindow(5, 1_000), 5],
  ['5 a second, 20 at once', () => tokenBucket(5, 20), 5],
  ['5 a second, one at once', () => tokenBucket(5, 1), 5],
  ['1 in each second', () => fixedWindow(1, 1_000), 1],
  ['50 a second, 100 at once', () => tokenBucket(50, 100), 50],
  ['200 in any second', () => slidingWindow(200, 1_000), 200],
]

describe('an endpoint with a rate limit', () => {
  it.each(limits)('of %s is used almost fully, with few rejected requests', (_, limit, perSecond) => {
    for (const retryAfterMs of [0, 1_000]) {
      const { acceptedPerSecond, refusedShare } = simulate(limit(), { retryAfterMs })
      expect(acceptedPerSecond).toBeGreaterThan(perSecond * 0.8)
      expect(acceptedPerSecond).toBeLessThanOrEqual(perSecond * 1.01)
      expect(refusedShare).toBeLessThan(0.3)
    }
  })

  it('and a Retry-After is used almost fully, with few rejected requests', () => {
    const perMinute = simulate(fixedWindow(60, 60_000), { retryAfterMs: 20_000 })
    expect(perMinute.acceptedPerSecond).toBeGreaterThan(0.8)
    expect(perMinute.refusedShare).toBeLessThan(0.2)
  })

  it('gets no requests until its Retry-After while it rejects everything', () => {
    const pace = new Pace()
    let now = 0
    for (let count = 0; count < 3; count += 1) {
      now += pace.waitMs(now)
      expect(pace.waitMs(now)).toBe(0)
      pace.refused({ sentAt: now, now }, 30_000)
    }
    expect(now).toBeLessThan(10_000)
    expect(pace.waitMs(now + 1)).toBe(29_999)
    expect(pace.waitMs(now + 30_000)).toBe(0)
  })

  it('is probed ever less often while it rejects everything, and gets up to speed soon after', () => {
    const opensAfter10Minutes: Limit = (now) => now > 600_000
    const before = simulate(opensAfter10Minutes, { from: 500, seconds: 100 })
    const after = simulate(opensAfter10Minutes, { from: 660, seconds: 10 })
    expect(before.refusedPerSecond).toBeLessThanOrEqual(0.1)
    expect(after.acceptedPerSecond).toBeGreaterThan(100)
  })

  it('for a single customer doesn’t slow down other customers', () => {
    const pace = new Pace()
    for (let now = 0; now < 20_000; now += 20) {
      expect(pace.waitMs(now)).toBe(0)
      if (now % 1_000 === 0 && now > 0) pace.refused({ sentAt: now, now })
      else pace.accepted({ sentAt: now, now })
    }
  })
})

it('nothing waits before the first 429', () => {
  const pace = new Pace()
  for (let count = 0; count < 1_000; count += 1) {
    expect(pace.waitMs(7)).toBe(0)
    pace.accepted({ sentAt: 7, now: 7 })
  }
})
