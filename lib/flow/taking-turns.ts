export class NoTurn extends Error {}

/** Runs up to `atOnce` tasks. Up to `waitingMax` more wait in order, and the rest are rejected with NoTurn. */
export function takingTurns({ atOnce, waitingMax }: { atOnce: number; waitingMax: number }) {
  const waiting: (() => void)[] = []
  let running = 0

  return async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (running >= atOnce) {
      if (waiting.length >= waitingMax) throw new NoTurn('Too many wait for their turn.')
      // A finished task hands its place to the next, so that a new arrival can't take it.
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
