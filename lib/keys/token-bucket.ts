/** Allows `perSecond` on average and as many at once. Holds for one process. */
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

  /** Seconds to wait, rounded up; 0 when one may go now and was counted. */
  take(now = performance.now()): number {
    const seconds = this.wait(now)
    if (seconds === 0) this.tokens -= 1
    return seconds
  }

  /** What `take` would give, without counting anything. */
  wait(now = performance.now()): number {
    this.fill(now)
    return this.tokens < 1 ? Math.max(1, Math.ceil((1 - this.tokens) / this.perSecond)) : 0
  }

  /** From now on. What was used stays used, so that a change is no way to a full allowance. */
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
