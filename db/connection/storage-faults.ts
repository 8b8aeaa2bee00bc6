import { codeOf } from './outage'

/** Remembered for so long: that it passed shows only when something is stored. */
const recentMs = 15_000

/** Resources but for connections (a full disk), the system's failures, a read-only server, damaged pages. */
const states = /^(?:53(?!3)...|58...|25006|XX00[12])$/

/** When a database last refused to store something that is right in itself: reads may go on for long after. */
export class StorageFaults {
  #lastAt = Number.NEGATIVE_INFINITY

  readonly note = (error: unknown) => {
    if (isStorageFault(error)) this.#lastAt = performance.now()
  }

  isRecent(): boolean {
    return performance.now() - this.#lastAt < recentMs
  }
}

/** Said with the code of an internal error (XX000) where PostgreSQL has none for what the system told it. */
const ofFile = /^could not (?:extend|write|create|fsync) /

function isStorageFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = codeOf(error)
  return states.test(code) || (code === 'XX000' && ofFile.test(error.message)) || isStorageFault(error.cause)
}
