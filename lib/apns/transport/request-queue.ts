import type { Job } from './job'

/** First in, first out, in a list through the jobs themselves; what comes back takes its old place. */
export class RequestQueue {
  #first: Job | undefined
  #last: Job | undefined
  #timer: NodeJS.Timeout | undefined
  readonly #expired: (job: Job) => void
  length = 0

  constructor(expired: (job: Job) => void) {
    this.#expired = expired
  }

  get first() {
    return this.#first
  }

  /** Whoever waits here when its time is over is told so. */
  watch() {
    if (!this.#first || this.#timer) return
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined
        this.expire()
      },
      Math.max(1, this.#first.queuedUntil - Date.now()),
    )
  }

  /** Everything that waits, which does so no more. */
  clear(): Job[] {
    clearTimeout(this.#timer)
    return this.takeWhile(() => true, Number.POSITIVE_INFINITY)
  }

  /** From the first on, for as long as they are such. */
  takeWhile(isSuch: (job: Job) => boolean, limit: number): Job[] {
    const taken: Job[] = []
    while (this.#first && taken.length < limit && isSuch(this.#first)) {
      const job = this.shift()
      if (job) taken.push(job)
    }
    return taken
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

  /** Tells those whose time is over by then. */
  expire(by = Date.now()) {
    while (this.#first && this.#first.queuedUntil <= by) {
      const job = this.shift()
      if (job) this.#expired(job)
    }
    this.watch()
  }
}
