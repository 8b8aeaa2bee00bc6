const windowMsMin = 1_000
/** A window spans at least this many requests, so that a slow pace is measured as well as a fast one. */
const requestsInWindow = 5
/** While every request gets a 429, one a second probes the endpoint, and fewer the longer that lasts. */
const gapMsMax = 30_000
const patience = 10
/** A smaller share of 429s comes from a limit per customer, not from the endpoint's own. */
const shareMin = 0.05
/** After this many 429s in a row, requests wait for the endpoint's Retry-After, but no longer than a minute. */
const refusalsInRow = 3
const holdMsMax = 60_000
/** The pace grows by a tenth at first, and by more with each step without a 429. */
const growthMin = 1.1
const growthMax = 2

type Answered = { sentAt: number; now: number }

/**
 * Learns from an endpoint's 429s how fast it accepts requests. Before the first one there is no limit. After it, the
 * pace falls to what the endpoint has just accepted, then grows while requests wait, until the next 429.
 */
export class Pace {
  #perSecond = Number.POSITIVE_INFINITY
  /** The last paces without a 429 and with one. Far below them the pace doubles; near them it grows slowly. */
  #provenPerSecond = 0
  #refusedPerSecond = Number.POSITIVE_INFINITY
  #growth = growthMin
  #changedAt = Number.NEGATIVE_INFINITY
  #lastAt = Number.NEGATIVE_INFINITY
  #nextAt = Number.NEGATIVE_INFINITY
  #heldUntil = Number.NEGATIVE_INFINITY
  #hasMadeWait = false
  #refusedInRow = 0
  #accepted: Answered[] = []
  #refused: Answered[] = []

  /** Milliseconds until the next request may start. Returning 0 uses up a turn. */
  waitMs(now: number): number {
    this.#quicken(now)
    const waitMs = Math.max(this.#nextAt, this.#heldUntil) - now
    if (waitMs > 0) {
      this.#hasMadeWait = true
      return waitMs
    }
    // A late start doesn't delay all later ones.
    this.#nextAt = Math.max(this.#nextAt, now - this.#gapMs / 4) + this.#gapMs
    this.#lastAt = now
    return 0
  }

  accepted(answered: Answered) {
    this.#refusedInRow = 0
    this.#accepted.push(answered)
    this.#forget(answered.now)
  }

  /** Records a 429. */
  refused(answered: Answered, retryAfterMs = 0) {
    const { sentAt, now } = answered
    this.#refused.push(answered)
    this.#forget(now)
    const { length: refused } = this.#refused
    const { length: accepted } = this.#accepted
    // Requests sent at the previous pace say nothing about this one.
    if (sentAt < this.#changedAt || refused / (refused + accepted) < shareMin) return
    this.#refusedInRow += 1
    if (this.#refusedInRow >= refusalsInRow)
      this.#heldUntil = Math.max(this.#heldUntil, now + Math.min(retryAfterMs, holdMsMax))
    this.#growth = growthMin
    if (accepted === 0)
      return this.#change(Math.min(this.#perSecond, Math.max(this.#perSecond / 2, this.#leastPerSecond)), now)
    const taken = (accepted * 1000) / this.#windowMs
    if (this.#perSecond === Number.POSITIVE_INFINITY) this.#provenPerSecond = taken
    else if (this.#perSecond <= this.#provenPerSecond) this.#provenPerSecond = Math.max(taken, this.#perSecond / 2)
    this.#refusedPerSecond = this.#perSecond
    this.#change(Math.min(this.#perSecond, this.#provenPerSecond), now)
  }

  #quicken(now: number) {
    const isOfThisPace = ({ sentAt }: Answered) => sentAt >= this.#changedAt
    if (!this.#hasMadeWait || this.#refused.some(isOfThisPace) || !this.#accepted.some(isOfThisPace)) return
    if (this.#perSecond * 2 < Math.max(this.#provenPerSecond, this.#refusedPerSecond))
      return this.#change(this.#perSecond * 2, now)
    if (now - this.#changedAt < Math.max(this.#gapMs * 2, windowMsMin)) return
    this.#provenPerSecond = this.#perSecond
    this.#change(this.#perSecond * this.#growth, now)
    this.#growth = Math.min(1 + (this.#growth - 1) * 2, growthMax)
  }

  #change(perSecond: number, now: number) {
    this.#perSecond = perSecond === Number.POSITIVE_INFINITY ? 1 : perSecond
    this.#changedAt = now
    this.#hasMadeWait = false
    this.#nextAt = Math.max(this.#lastAt + this.#gapMs, now)
  }

  get #leastPerSecond() {
    return 1000 / Math.min(Math.max(this.#refusedInRow / patience, 1) * 1000, gapMsMax)
  }

  get #gapMs() {
    return 1000 / this.#perSecond
  }

  get #windowMs() {
    return Math.max(this.#gapMs * requestsInWindow, windowMsMin)
  }

  #forget(now: number) {
    const since = now - this.#windowMs
    while ((this.#accepted[0]?.now ?? now) <= since) this.#accepted.shift()
    while ((this.#refused[0]?.now ?? now) <= since) this.#refused.shift()
  }
}
