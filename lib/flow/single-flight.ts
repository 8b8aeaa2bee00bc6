/** Whoever asks for the same thing at the same time shares one look-up. A failure is shared too, and not kept. */
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

  /** Whoever asks from now on gets nothing that was begun before. */
  forget() {
    this.#underWay.clear()
  }
}

/** Does one piece of work at a time: what is asked for meanwhile becomes one more run after it. */
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

  /** Resolves when nothing is under way, however it ended. */
  async settled() {
    await this.#running.catch(() => undefined)
  }
}
