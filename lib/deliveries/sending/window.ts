/** So many at once until the first responses are there, and after the worst failures. */
const startSize = 16
const leastSize = 4

/**
 * How many requests an endpoint gets at once: one more for each that is accepted where all places were taken meanwhile, so
 * twice as many each round trip; half as many after a failure, once for all that were out then.
 */
export class RequestWindow {
  #size = startSize
  #underWay = 0
  #fullAt = Number.NEGATIVE_INFINITY
  #shrunkAt = Number.NEGATIVE_INFINITY

  limit(max: number): number {
    return Math.max(1, Math.min(this.#size, max))
  }

  /** Gives what ends the request: how it went. */
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
