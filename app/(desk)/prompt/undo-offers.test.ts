import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Offer, offerUntilOvertaken, withdrawOvertaken } from './undo-offers'

const app = (appId: string, environmentName: 'production' | 'sandbox' = 'sandbox') => ({ appId, environmentName })

/** Shows an offer in a fake toast that tracks whether it is open. */
function shown(...offered: { input: ReturnType<typeof app>; revision: number }[]) {
  const toast = { isThere: true, offer: undefined as Offer | undefined }
  offerUntilOvertaken(offered, (offer) => {
    toast.offer = offer
    return {
      close() {
        toast.isThere = false
      },
    }
  })
  return toast
}

describe('an offer to undo', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('closes when its time is over, so that no late click is refused', () => {
    const toast = shown({ input: app('a'), revision: 1 })
    vi.advanceTimersByTime(29_000)
    expect(toast.isThere).toBe(true)
    vi.advanceTimersByTime(1_000)
    expect(toast.isThere).toBe(false)
  })

  it('closes when the same place is saved again, here or elsewhere, but not for another place', () => {
    const old = shown({ input: app('a'), revision: 1 })
    const elsewhere = shown({ input: app('b'), revision: 7 })
    const production = shown({ input: app('a', 'production'), revision: 1 })
    const next = shown({ input: app('a'), revision: 2 })
    expect([old, elsewhere, production, next].map(({ isThere }) => isThere)).toEqual([false, true, true, true])
    withdrawOvertaken({ environmentName: 'sandbox', appId: 'a' }, 2)
    expect(next.isThere).toBe(true)
    withdrawOvertaken({ environmentName: 'sandbox', appId: 'a' }, 3)
    expect(next.isThere).toBe(false)
  })

  it('for several apps drops each one that is saved again, and closes with the last of them', () => {
    const bulk = shown({ input: app('a'), revision: 1 }, { input: app('b'), revision: 1 })
    withdrawOvertaken(app('a'), 2)
    expect(bulk.isThere).toBe(true)
    expect([app('a'), app('b')].map((input) => bulk.offer?.isOpenAt(input))).toEqual([false, true])
    withdrawOvertaken(app('b'), 2)
    expect(bulk.isThere).toBe(false)
  })

  it('closes once it is taken', () => {
    const toast = shown({ input: app('a'), revision: 1 })
    toast.offer?.close()
    expect(toast.isThere).toBe(false)
  })
})
