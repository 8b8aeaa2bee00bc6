import type { Job } from './request-queue'

/** `ask_again`: somebody is changing it at this moment. */
export type Passage = 'go' | 'withdrawn' | 'ask_again'

/** Asked just before requests go out: since they began to wait, the customer may have turned push off. */
export type Gate = {
  /** `answer` is called once, and what it hears stays true until it returns. */
  ask(ids: string[], answer: (passageOf: (id: string) => Passage) => void): Promise<void>
  /** It was let go and did not get through: it waits again. */
  returned(id: string): void
}

type Parts = {
  told(job: Job, passage: Passage): void
  /** The next question may be asked. */
  next(): void
}

export const askAgainMs = 20

/** The jobs for which streams are free while their gate is asked. One question at a time: what comes meanwhile is in the next. */
export class AskedJobs {
  readonly #parts: Parts
  #jobs = new Set<Job>()
  #isAsking = false
  #timer: NodeJS.Timeout | undefined

  constructor(parts: Parts) {
    this.#parts = parts
  }

  get length() {
    return this.#jobs.size
  }

  get isAsking() {
    return this.#isAsking
  }

  async ask(gate: Gate, jobs: Job[]) {
    this.#jobs = new Set(jobs)
    this.#isAsking = true
    let isAnyHeld = false
    try {
      await gate.ask(
        jobs.map(({ request }) => request.id),
        (passageOf) => {
          for (const job of jobs) {
            const passage = passageOf(job.request.id)
            isAnyHeld ||= passage === 'ask_again'
            this.#jobs.delete(job)
            this.#parts.told(job, passage)
          }
        },
      )
    } catch (error) {
      for (const job of this.#jobs) job.fail(error)
    }
    this.#jobs.clear()
    this.#isAsking = false
    if (isAnyHeld) this.#timer = setTimeout(this.#parts.next, askAgainMs)
    else this.#parts.next()
  }

  stop() {
    clearTimeout(this.#timer)
  }
}
