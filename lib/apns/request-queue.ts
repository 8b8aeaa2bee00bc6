import type { ApnsRequest, Outcome } from './outcome'
import type { ProviderToken } from './provider-tokens'

/** A request on its way through the transport. */
export type Job = {
  request: ApnsRequest
  settle: (outcome: Outcome) => void
  /** For what is a fault of this program, not of the network. */
  fail: (error: unknown) => void
  /** Order of arrival; kept when a job comes back. */
  sequence: number
  queuedUntil: number
  /** The token it was last sent with. */
  token?: ProviderToken
  refusals: number
  renewals: number
  movings: number
  previous?: Job
  next?: Job
}

/** First in, first out, in a list through the jobs themselves; what comes back takes its old place. */
export class RequestQueue {
  #first: Job | undefined
  #last: Job | undefined
  length = 0

  get first() {
    return this.#first
  }

  push(job: Job) {
    job.next = undefined
    job.previous = this.#last
    if (this.#last) this.#last.next = job
    else this.#first = job
    this.#last = job
    this.length += 1
  }

  shift(): Job | undefined {
    const job = this.#first
    if (!job) return undefined
    this.#first = job.next
    if (job.next) job.next.previous = undefined
    else this.#last = undefined
    job.next = undefined
    this.length -= 1
    return job
  }

  putBack(job: Job) {
    let after = this.#first
    while (after && after.sequence < job.sequence) after = after.next
    if (!after) return this.push(job)
    job.next = after
    job.previous = after.previous
    if (after.previous) after.previous.next = job
    else this.#first = job
    after.previous = job
    this.length += 1
  }
}
