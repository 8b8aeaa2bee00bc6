import type { ProviderTokens } from './provider-tokens'

const retryMs = 1_000

/** Gets a transport its provider token: one question at a time, again after a second where none could be had. */
export class TokenFetch {
  /** Why there is none. */
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
