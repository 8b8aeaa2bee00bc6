const windowMsMin = 1_000
/** A window holds about so many requests, so that a slow pace is measured as well as a fast one. */
const requestsInWindow = 5
/** While all is refused, one request a second finds out, and fewer the longer it lasts. */
const gapMsMax = 30_000
const patience = 10
/** Fewer refusals than this are one customer's own limit, not the endpoint's. */
const shareMin = 0.05
/** So many refusals and nothing else: nothing goes until the time that the endpoint names, or for a minute. */
const refusalsInRow = 3
const holdMsMax = 60_000
/** Faster by a tenth at first, by more with each step that is not refused. */
const growthMin = 1.1
const growthMax = 2

type Answered = { sentAt: number; now: number }

/**
 * How fast an endpoint takes requests, found out from its 429s. Without any, as fast as it goes; after one, as many a
 * second as it has just accepted; then a little more, as long as something waits, until the next 429.
 */
export class Pace {
  #perSecond = Number.POSITIVE_INFINITY
  /** It kept this up without a refusal, and was refused at that: far below it is doubled, near it raised with care. */
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

  /** How long until the next request may go, in milliseconds; 0 takes its turn. */
  waitMs(now: number): number {
    this.#quicken(now)
    const waitMs = Math.max(this.#nextAt, this.#heldUntil) - now
    if (waitMs > 0) {
      this.#hasMadeWait = true
      return waitMs
    }
    // One that comes late does not make all others later.
    this.#nextAt = Math.max(this.#nextAt, now - this.#gapMs / 4) + this.#gapMs
    this.#lastAt = now
    return 0
  }

  accepted(answered: Answered) {
    this.#refusedInRow = 0
    this.#accepted.push(answered)
    this.#forget(answered.now)
  }

  /** The endpoint answered 429. */
  refused(answered: Answered, retryAfterMs = 0) {
    const { sentAt, now } = answered
    this.#refused.push(answered)
    this.#forget(now)
    const { length: refused } = this.#refused
    const { length: accepted } = this.#accepted
    // What went out at the pace of before says nothing of this one.
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
