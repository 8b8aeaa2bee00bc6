import type { ProviderTokens } from './provider-tokens'

const retryMs = 1_000

/** Fetches a transport's provider token, one call at a time. Retries one second after a failure. */
export class TokenFetch {
  /** Why there is no token. */
  error: string | undefined
  readonly #tokens: ProviderTokens
  readonly #parts: { failed(error: string): void; next(): void }
  #isUnderWay = false

  constructor(tokens: ProviderTokens, parts: { failed(error: string): void; next(): void }) {
    this.#tokens = tokens
    this.#parts = parts
  }

  start() {
    if (this.#isUnderWay) return
    this.#isUnderWay = true
    this.#tokens.get().then(
      () => {
        this.error = undefined
        this.#next()
      },
      ({ message }: Error) => {
        this.error = message
        this.#parts.failed(message)
        setTimeout(() => this.#next(), retryMs)
      },
    )
  }

  #next() {
    this.#isUnderWay = false
    this.#parts.next()
  }
}
