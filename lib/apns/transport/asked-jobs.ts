import type { Gate, Job, Passage } from './job'

type Parts = {
  told(job: Job, passage: Passage): void
  /** The next question may be asked. */
  next(): void
}

/** As long as others hold a row, which is a transaction of theirs. */
export const askAgainMs = 10

/** The jobs for which streams are free while their gate is asked. One question at a time: what comes meanwhile is in the next. */
export class AskedJobs {
  readonly #parts: Parts
  #jobs = new Set<Job>()
  /** Others hold them at the moment, and hold up no one else. */
  readonly #resting = new Set<Job>()
  #isAsking = false

  constructor(parts: Parts) {
    this.#parts = parts
  }

  get length() {
    return this.#jobs.size + this.#resting.size
  }

  get isAsking() {
    return this.#isAsking
  }

  async ask(gate: Gate, jobs: Job[]) {
    this.#jobs = new Set(jobs)
    this.#isAsking = true
    const held: Job[] = []
    try {
      await gate.ask(
        jobs.map(({ request }) => request.id),
        (passageOf) => {
          for (const job of jobs) {
            const passage = passageOf(job.request.id)
            this.#jobs.delete(job)
            if (passage === 'ask_again') held.push(job)
            else this.#parts.told(job, passage)
          }
        },
      )
    } catch (error) {
      for (const job of this.#jobs) job.fail(error)
    }
    this.#jobs.clear()
    this.#isAsking = false
    if (held.length) this.#rest(held)
    this.#parts.next()
  }

  /** Gives those that rest, which do so no more. */
  stop(): Job[] {
    const resting = [...this.#resting]
    this.#resting.clear()
    return resting
  }

  #rest(held: Job[]) {
    for (const job of held) this.#resting.add(job)
    setTimeout(() => {
      for (const job of held) if (this.#resting.delete(job)) this.#parts.told(job, 'ask_again')
      this.#parts.next()
    }, askAgainMs)
  }
}
