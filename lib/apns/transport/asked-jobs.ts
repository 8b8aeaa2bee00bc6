import type { Gate, Job, Passage } from './job'

type Parts = {
  told(job: Job, passage: Passage): void
  /** The gate can be asked again. */
  next(): void
}

/** About as long as another transaction locks a row. */
export const askAgainMs = 10

/** Jobs with a free stream whose gate is being asked. Asks one question at a time; later jobs join the next one. */
export class AskedJobs {
  readonly #parts: Parts
  #jobs = new Set<Job>()
  /** Jobs that others have locked at the moment. They don't hold up the rest. */
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

  /** Removes and returns the resting jobs. */
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
