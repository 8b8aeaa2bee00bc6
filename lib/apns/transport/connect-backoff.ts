const waitMsMin = 250
const waitMsMax = 30_000
const connectsPerMinuteMax = 30

/** Delays new connections. APNs treats quick opening and closing as an attack (troubleshooting-push-notifications). */
export class ConnectBackoff {
  #failures = 0
  #notBefore = 0
  #recent: number[] = []

  constructor(
    private readonly random: () => number,
    private readonly now: () => number = Date.now,
  ) {}

  waitMs(): number {
    const minuteAgo = this.now() - 60_000
    this.#recent = this.#recent.filter((at) => at > minuteAgo)
    const [oldest] = this.#recent
    const forRate = oldest !== undefined && this.#recent.length >= connectsPerMinuteMax ? oldest - minuteAgo : 0
    return Math.max(0, this.#notBefore - this.now(), forRate)
  }

  began() {
    this.#recent.push(this.now())
  }

  /** Waits 250 ms, doubled with each failure up to 30 s, with jitter down to half of it. */
  failed() {
    const waitMs = Math.min(waitMsMin * 2 ** this.#failures, waitMsMax)
    this.#failures += 1
    this.#notBefore = this.now() + waitMs * (0.5 + this.random() / 2)
  }

  succeeded() {
    this.#failures = 0
    this.#notBefore = 0
  }
}
