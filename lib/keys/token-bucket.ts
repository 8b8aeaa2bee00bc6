/** Allows `perSecond` on average and as many at once. Holds for one process. */
export class TokenBucket {
  private tokens: number
  private filledAt: number

  constructor(
    readonly perSecond: number,
    private readonly capacity = perSecond,
    now = performance.now(),
  ) {
    this.tokens = capacity
    this.filledAt = now
  }

  /** Seconds to wait, rounded up; 0 when one may go now and was counted. */
  take(now = performance.now()): number {
    this.tokens = Math.min(this.capacity, this.tokens + ((now - this.filledAt) / 1000) * this.perSecond)
    this.filledAt = now
    if (this.tokens < 1) return Math.max(1, Math.ceil((1 - this.tokens) / this.perSecond))
    this.tokens -= 1
    return 0
  }

  isFull(now = performance.now()): boolean {
    return this.tokens + ((now - this.filledAt) / 1000) * this.perSecond >= this.capacity
  }
}
