import type { Job } from './job'

/** A FIFO queue, linked through the jobs themselves. A job that is put back takes its old place. */
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

  /** Starts the timer that expires jobs. */
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

  /** Removes and returns all waiting jobs. */
  clear(): Job[] {
    clearTimeout(this.#timer)
    return this.takeWhile(() => true, Number.POSITIVE_INFINITY)
  }

  /** Removes and returns jobs from the front while `isSuch` holds, at most `limit`. */
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

  /** Expires the jobs whose time is up by then. */
  expire(by = Date.now()) {
    while (this.#first && this.#first.queuedUntil <= by) {
      const job = this.shift()
      if (job) this.#expired(job)
    }
    this.watch()
  }
}
