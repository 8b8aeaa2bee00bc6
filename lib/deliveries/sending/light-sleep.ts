import { within } from '@/lib/flow/within'

/** The sleep between two looks at the queue, which ends early when there is something to do. */
export class LightSleep {
  #isWoken = false
  #wakeUp: (() => void) | undefined
  #until = 0

  /** Ends the sleep now, or skips the next one. */
  wake() {
    this.#isWoken = true
    this.#wakeUp?.()
  }

  /** Ends a sleep under way at `at`, if it would last longer. */
  endBy(at: number) {
    if (at >= this.#until) return
    this.#until = at
    setTimeout(() => this.#wakeUp?.(), Math.max(1, at - Date.now())).unref()
  }

  /** Forgets earlier wakes: whatever woke it is looked at next. */
  forget() {
    this.#isWoken = false
  }

  async for(ms: number) {
    if (this.#isWoken || ms === 0) return
    this.#until = Date.now() + ms
    const woken = new Promise<void>((resolve) => {
      this.#wakeUp = resolve
    })
    await within(ms, woken)
  }
}
