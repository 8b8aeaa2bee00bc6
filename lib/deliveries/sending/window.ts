/** The window before the first responses, and the smallest one after failures. */
const startSize = 16
const leastSize = 4

/**
 * Limits how many requests an endpoint gets at once. The window grows by one with each success while it was full, so it
 * doubles each round trip. It halves after a failure, once for all requests in flight at the time.
 */
export class RequestWindow {
  #size = startSize
  #underWay = 0
  #fullAt = Number.NEGATIVE_INFINITY
  #shrunkAt = Number.NEGATIVE_INFINITY

  limit(max: number): number {
    return Math.max(1, Math.min(this.#size, max))
  }

  /** Counts a request as started. Call the returned function when the request ends, with its outcome. */
  begin(max: number, now: number): (isGood: boolean | undefined, at: number) => void {
    this.#underWay += 1
    if (this.#underWay >= this.limit(max)) this.#fullAt = now
    return (isGood, at) => {
      this.#underWay -= 1
      if (isGood === true && this.#fullAt >= now) this.#size = Math.min(this.#size + 1, max)
      if (isGood !== false || now < this.#shrunkAt) return
      this.#size = Math.max(leastSize, Math.floor(this.#size / 2))
      this.#shrunkAt = at
    }
  }
}
