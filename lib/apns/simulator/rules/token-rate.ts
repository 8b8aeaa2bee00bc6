import { BoundedMap } from '@/lib/flow/bounded-map'

const tokensMax = 100_000

/** Counts events for each device token within a sliding window. */
export class TokenRate {
  readonly #seen = new BoundedMap<string, number[]>(tokensMax)

  constructor(private readonly limit: { max: number; windowMs: number; now: () => number }) {}

  forget() {
    this.#seen.clear()
  }

  /** Counts the event unless it exceeds the limit. A limit of 0 means no limit. */
  isExceeded(token: string): boolean {
    const { max, windowMs, now } = this.limit
    if (max === 0) return false
    const since = now() - windowMs
    const recent = (this.#seen.get(token) ?? []).filter((at) => at > since)
    if (recent.length >= max) return true
    recent.push(now())
    this.#seen.set(token, recent)
    return false
  }
}
