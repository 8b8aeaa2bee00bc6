/** Shares one lookup among simultaneous calls with the same name. They share a failure too, but it isn't kept. */
export class SingleFlight<Result> {
  readonly #underWay = new Map<string, Promise<Result>>()

  share(name: string, work: () => Promise<Result>): Promise<Result> {
    const known = this.#underWay.get(name)
    if (known) return known
    const made = work().finally(() => {
      if (this.#underWay.get(name) === made) this.#underWay.delete(name)
    })
    this.#underWay.set(name, made)
    return made
  }

  /** Later calls don't join a lookup that began before. */
  forget() {
    this.#underWay.clear()
  }
}

/** Does one piece of work at a time. Calls during a run share one more run after it. */
export class OneAtATime {
  #running: Promise<void> = Promise.resolve()
  #next: Promise<void> | undefined

  constructor(private readonly work: () => Promise<void>) {}

  run(): Promise<void> {
    this.#next ??= this.#running
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined
        return this.work()
      })
    this.#running = this.#next
    return this.#next
  }

  /** Resolves when nothing is running, even if the last run failed. */
  async settled() {
    await this.#running.catch(() => undefined)
  }
}
