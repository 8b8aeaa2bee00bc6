const keptMs = 10_000

/** Deliveries that just ended in this process, while their database rows may not show it yet. */
export class RecentEnds {
  readonly #endedAt = new Map<string, number>()

  has(id: string) {
    return this.#endedAt.has(id)
  }

  add(id: string) {
    const now = Date.now()
    this.#endedAt.set(id, now)
    // A Map keeps the order of insertion: the oldest come first.
    for (const [old, at] of this.#endedAt) {
      if (now - at < keptMs) break
      this.#endedAt.delete(old)
    }
  }
}
