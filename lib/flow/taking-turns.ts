export class NoTurn extends Error {}

/** So many at once; of the others, so many wait, first come first served, and the rest is turned away with NoTurn. */
export function takingTurns({ atOnce, waitingMax }: { atOnce: number; waitingMax: number }) {
  const waiting: (() => void)[] = []
  let running = 0

  return async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (running >= atOnce) {
      if (waiting.length >= waitingMax) throw new NoTurn('Too many wait for their turn.')
      // A finished task passes its place on, so that a task that arrives meanwhile can't take it.
      await new Promise<void>((resolve) => void waiting.push(resolve))
    } else running += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
