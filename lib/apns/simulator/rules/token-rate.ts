import { BoundedMap } from '@/lib/flow/bounded-map'

const tokensMax = 100_000

/** Counts what happened to each token within a moving window of time. */
export class TokenRate {
  readonly #seen = new BoundedMap<string, number[]>(tokensMax)

  constructor(private readonly limit: { max: number; windowMs: number; now: () => number }) {}

  forget() {
    this.#seen.clear()
  }

  /** Counts this one unless it is one too many. A limit of 0 is none. */
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
