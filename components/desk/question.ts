'use client'

/** A question to the person, asked once for everyone who waits for its answer. It is a store for useSyncExternalStore. */
export function questionOf<Answer>() {
  let asking: { answered: Promise<Answer>; answer: (given: Answer) => void } | undefined
  const listeners = new Set<() => void>()

  function turn(next: typeof asking) {
    asking = next
    for (const notify of listeners) notify()
  }

  return {
    ask(): Promise<Answer> {
      if (asking) return asking.answered
      let answer: (given: Answer) => void = () => undefined
      const answered = new Promise<Answer>((resolve) => {
        answer = resolve
      })
      turn({ answered, answer })
      return answered
    },
    subscribe(notify: () => void) {
      listeners.add(notify)
      return () => listeners.delete(notify)
    },
    now: () => asking !== undefined,
    onServer: () => false,
    over(given: Answer) {
      asking?.answer(given)
      turn(undefined)
    },
  }
}
