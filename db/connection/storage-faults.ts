import { codeOf } from './outage'

/** How long a fault is remembered: only a successful write would show that it is over. */
const recentMs = 15_000

/** Resource errors except connections (a full disk), system errors, a read-only server, damaged pages. */
const states = /^(?:53(?!3)...|58...|25006|XX00[12])$/

/** When a database last failed to store valid data: reads may work long after. */
export class StorageFaults {
  #lastAt = Number.NEGATIVE_INFINITY

  readonly note = (error: unknown) => {
    if (isStorageFault(error)) this.#lastAt = performance.now()
  }

  isRecent(): boolean {
    return performance.now() - this.#lastAt < recentMs
  }
}

/** Messages with the internal error code (XX000), which PostgreSQL uses for system errors that have no code. */
const ofFile = /^could not (?:extend|write|create|fsync) /

function isStorageFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = codeOf(error)
  return states.test(code) || (code === 'XX000' && ofFile.test(error.message)) || isStorageFault(error.cause)
}
