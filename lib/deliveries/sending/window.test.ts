import { describe, expect, it } from 'vitest'
import { RequestWindow } from './window'

/** Fills the window and ends every request with the same outcome. */
function round(window: RequestWindow, { isGood, now, max = 512 }: { isGood: boolean; now: number; max?: number }) {
  const ends = Array.from({ length: window.limit(max) }, () => window.begin(max, now))
  for (const end of ends) end(isGood, now + 300)
  return window.limit(max)
}

describe('an endpoint’s request window', () => {
  it('grows with each full round of successes, up to the endpoint’s limit', () => {
    const window = new RequestWindow()
    const sizes = Array.from({ length: 7 }, (_, index) => round(window, { isGood: true, now: index * 1_000 }))
    expect(sizes).toEqual([32, 64, 128, 256, 512, 512, 512])
    expect(round(window, { isGood: true, now: 700_000, max: 40 })).toBe(40)
  })

  it('halves once for all requests that fail together, and never reaches zero', () => {
    const window = new RequestWindow()
    expect(round(window, { isGood: false, now: 0 })).toBe(8)
    expect(round(window, { isGood: false, now: 1_000 })).toBe(4)
    expect(round(window, { isGood: false, now: 2_000 })).toBe(4)
  })

  it('doesn’t grow while there is little to send', () => {
    const window = new RequestWindow()
    for (let index = 0; index < 100; index += 1) window.begin(512, index)(true, index)
    expect(window.limit(512)).toBe(16)
  })

  it('respects a limit below its initial size', () => {
    expect(new RequestWindow().limit(2)).toBe(2)
  })
})
