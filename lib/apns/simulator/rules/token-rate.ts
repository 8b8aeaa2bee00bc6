import type { SimulatorSettings } from '../settings'

const tokensMax = 100_000

/** Rule 25: too many pushes in a row to one device token. */
export class TokenRate {
  readonly #seen = new Map<string, number[]>()

  constructor(private readonly settings: SimulatorSettings) {}

  isExceeded(token: string): boolean {
    const { tokenPushesMax, tokenWindowMs, now } = this.settings
    if (tokenPushesMax === 0) return false
    const since = now() - tokenWindowMs
    const recent = (this.#seen.get(token) ?? []).filter((at) => at > since)
    if (recent.length >= tokenPushesMax) return true
    if (this.#seen.size >= tokensMax) this.#seen.clear()
    recent.push(now())
    this.#seen.set(token, recent)
    return false
  }
}
