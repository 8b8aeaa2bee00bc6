/** Allows `perSecond` calls on average and `capacity` calls at once, within one process. */
export class TokenBucket {
  private tokens: number
  private filledAt: number

  constructor(
    private perSecond: number,
    private capacity = perSecond,
    now = performance.now(),
  ) {
    this.tokens = capacity
    this.filledAt = now
  }

  /** Takes a token and returns 0, or returns the seconds to wait, rounded up. */
  take(now = performance.now()): number {
    const seconds = this.wait(now)
    if (seconds === 0) this.tokens -= 1
    return seconds
  }

  /** What `take` would return, without taking a token. */
  wait(now = performance.now()): number {
    this.fill(now)
    return this.tokens < 1 ? Math.max(1, Math.ceil((1 - this.tokens) / this.perSecond)) : 0
  }

  /** Changes the rate from now on. Used tokens stay used, so that a change doesn't give a full allowance. */
  setRate(perSecond: number, capacity = perSecond, now = performance.now()) {
    this.fill(now)
    this.perSecond = perSecond
    this.capacity = capacity
    this.tokens = Math.min(this.tokens, capacity)
  }

  isFull(now = performance.now()): boolean {
    this.fill(now)
    return this.tokens >= this.capacity
  }

  private fill(now: number) {
    const elapsedMs = Math.max(0, now - this.filledAt)
    this.tokens = Math.min(this.capacity, this.tokens + (elapsedMs / 1000) * this.perSecond)
    this.filledAt = Math.max(now, this.filledAt)
  }
}
